import { type ASTNode, Kind, type Token, TokenKind } from 'graphql';

/**
 * Places in the arguments of a document, as the schema names them: `input.idNumber`, whatever the client calls
 * its variables. Read from the tokens, because the errors of graphql-js carry a node without what is above it.
 */

/** The path of a value written into the document; of a variable's default, where the variable is used. */
export function pathOfLiteral(node: ASTNode): string | undefined {
  const { loc } = node;
  if (!loc) return undefined;
  return node.kind === Kind.OBJECT_FIELD
    ? pathTo(loc.startToken, [node.name.value], false)
    : pathTo(loc.startToken, [], true);
}

/**
 * The path of the argument at which a variable is used first, in its operation or else in a fragment;
 * undefined when it is used nowhere. `definition` is the node of its definition.
 */
export function pathOfVariable(definition: ASTNode): string | undefined {
  return definition.loc && pathOfUse(definition.loc.startToken);
}

/** From the `$` of a definition. */
function pathOfUse(definition: Token): string | undefined {
  const name = definition.next?.value;
  let closed = 0;
  let at: Token | null = definition;
  // Out of the bracket of the definitions, which may hold directives with brackets of their own.
  while (at && closed < 1) {
    if (at.kind === TokenKind.PAREN_L) closed -= 1;
    if (at.kind === TokenKind.PAREN_R) closed += 1;
    at = at.next;
  }
  const use = at && (useInOperation(at, name) ?? useInFragments(at, name));
  return use ? pathTo(use, [], true) : undefined;
}

function useInOperation(from: Token, name: string | undefined): Token | undefined {
  let depth = 0;
  for (let at: Token | null = from; at; at = at.next) {
    if (isUse(at, name)) return at;
    if (at.kind === TokenKind.BRACE_L) depth += 1;
    if (at.kind === TokenKind.BRACE_R && (depth -= 1) <= 0) return undefined;
  }
  return undefined;
}

function useInFragments(somewhere: Token, name: string | undefined): Token | undefined {
  let at: Token | null = somewhere;
  while (at.prev) at = at.prev;
  let depth = 0;
  // The token that a definition of the document begins with; the very first one says nothing.
  let first = at.next;
  for (; at; at = at.next) {
    if (isUse(at, name) && first?.kind === TokenKind.NAME && first.value === 'fragment') return at;
    if (at.kind === TokenKind.BRACE_L) depth += 1;
    if (at.kind === TokenKind.BRACE_R && (depth -= 1) <= 0) first = at.next;
  }
  return undefined;
}

function isUse(token: Token, name: string | undefined): boolean {
  return token.kind === TokenKind.DOLLAR && token.next?.value === name;
}

/** Walks the tokens back from a value, or from a field of an object, to the bracket of its arguments, and keeps the names on the way. */
function pathTo(start: Token, names: string[], isValue: boolean): string | undefined {
  let atValue = isValue;
  let closed = 0;
  for (let token = start.prev; token; token = token.prev) {
    const { kind } = token;
    if (kind === TokenKind.PAREN_L) break;
    if (kind === TokenKind.EQUALS && atValue && closed === 0) {
      // The default of a variable: `$name: Type = value`.
      while (token && token.kind !== TokenKind.DOLLAR) token = token.prev;
      names.push((token && pathOfUse(token)) ?? `$${token?.next?.value ?? ''}`);
      break;
    }
    if (kind === TokenKind.BRACE_R || kind === TokenKind.BRACKET_R) closed += 1;
    const opens = kind === TokenKind.BRACE_L || kind === TokenKind.BRACKET_L;
    if (kind === TokenKind.COLON && atValue && closed === 0) names.push(token.prev?.value ?? '');
    atValue = opens && closed === 0;
    if (opens && closed > 0) closed -= 1;
  }
  return names.length > 0 ? names.reverse().join('.') : undefined;
}
