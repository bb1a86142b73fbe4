import { createHash } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { ImportBounds } from '#import/import-bounds.js';
import { importPayload, type ImportNode, missingOf } from '#import/import-run.list.js';
import { keepPiece } from '#import/keep-piece.js';
import { openImport } from '#import/open-import.js';
import { readRefusedRows } from '#import/read-refused-rows.js';
import type { Viewer } from '#access/viewer.js';
import { badInput, type HouseError } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { SHEET_KIND_NAMES, type SheetKindName } from '#sheet/sheet-kind.js';
import { SHEET_KINDS } from '#sheet/sheet-kinds.js';
import { contentDigest } from './content-digest.js';
import { bearer, type DoorKeeper } from './door-keeper.js';
import { formatError } from './format-error.js';
import { headOf } from './http-head.js';
import type { Shed } from './shedding.js';
import { asWireRefusal, statusOf } from './wire-refusal.js';

/** A file that is sent whole has as many pieces at most. */
const WHOLE_PIECES = 8;
const BYTES = 'application/octet-stream';
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** As whoever sends a file calls it in the address. */
const KINDS = new Map(SHEET_KIND_NAMES.map((name) => [SHEET_KINDS[name].word, name]));

export interface ImportDoorSettings {
  readonly keeper: DoorKeeper;
  readonly bounds: ImportBounds;
  readonly shed: Shed;
  /** Takes what a request costs from the account's minute. */
  readonly charge: (viewer: Viewer) => Promise<void>;
  readonly log: Logger;
}

type Asked = FastifyRequest<{
  Params: { run: string; number: string };
  Querystring: Record<string, unknown>;
}>;

type Template = FastifyRequest<{ Params: { name: string } }>;

/** The door through which the bytes of imports come in, and their refused rows go out: everything under /import. */
export function serveImports(fastify: FastifyInstance, settings: ImportDoorSettings): void {
  const { keeper, bounds, shed, charge, log } = settings;
  /** Who asks, looked at before a byte of the body is read. */
  const operations = new WeakMap<FastifyRequest, Operation>();
  const letIn = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    reply.header('cache-control', 'no-store');
    const op = await keeper.open(bearer(request.headers.authorization), String(request.id));
    const busy = shed('MUTATION');
    if (busy) throw busy;
    op.must(request.method === 'GET' ? 'import.read' : 'import.upload');
    await charge(op.viewer);
    operations.set(request, op);
  };
  const opOf = (request: FastifyRequest): Operation => {
    const op = operations.get(request);
    if (!op) throw new Error('nobody was let in');
    return op;
  };
  const tellRun = async (op: Operation, key: string): Promise<object> => {
    const { run, position } = await importPayload(op, key);
    return { run: await plainRun(op, run), position };
  };
  void fastify.register(async (door) => {
    door.removeAllContentTypeParsers();
    door.addContentTypeParser(BYTES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    door.addHook('onRequest', letIn);
    door.setErrorHandler<FastifyError>((fault, request, reply) => tellRefusal(fault, request, reply, log));

    door.put('/import/:run/pieces/:number', { bodyLimit: bounds.pieceBytes }, async (request: Asked) => {
      const op = opOf(request);
      const piece = {
        run: request.params.run,
        number: Number(request.params.number),
        bytes: bodyOf(request),
        digest: contentDigest(request.headers['content-digest']),
      };
      return tellRun(op, (await op.transact('import.upload', (inside) => keepPiece(inside, piece))).id);
    });

    door.post('/import', { bodyLimit: WHOLE_PIECES * bounds.pieceBytes }, async (request: Asked, reply) => {
      const op = opOf(request);
      const key = await takeWhole(op, bounds, request);
      return reply.code(201).send(await tellRun(op, key));
    });

    door.get('/import/templates/:name', async (request: Template, reply) => {
      const { word, template } = SHEET_KINDS[kindOf(request.params.name.replace(/\.xlsx$/, ''))];
      return reply
        .type(WORKBOOK)
        .header('content-disposition', `attachment; filename="${word}.xlsx"`)
        .send(template());
    });

    door.get('/import/:run/refused.xlsx', async (request: Asked, reply) => {
      const workbook = await readRefusedRows(opOf(request), request.params.run);
      return reply
        .type(WORKBOOK)
        .header('content-disposition', 'attachment; filename="refused.xlsx"')
        .send(workbook);
    });
  });
}

/** A file in one request: opened, its pieces taken, and with the last of them received. Answers the run's key. */
async function takeWhole(op: Operation, bounds: ImportBounds, request: Asked): Promise<string> {
  const bytes = bodyOf(request);
  const { kind, name, key } = request.query;
  const input = {
    kind: kindOf(kind),
    fileName: typeof name === 'string' ? name : '',
    bytes: bytes.length,
    sha256: sha256(bytes).toString('hex'),
    ...(typeof key === 'string' && { idempotencyKey: key }),
  };
  const run = await op.write('import.open', input, (inside) => openImport(inside, input, bounds));
  // Sent again under the same key: it may have come to its end, and its pieces with it.
  if ((await importPayload(op, run)).run.state !== 'RECEIVING') return run;
  await op.transact('import.upload', async (inside) => {
    for (let at = 0, number = 1; at < bytes.length; at += bounds.pieceBytes, number += 1) {
      const piece = bytes.subarray(at, at + bounds.pieceBytes);
      await keepPiece(inside, {
        run: toGlobalId('ImportRun', run),
        number,
        bytes: piece,
        digest: sha256(piece),
      });
    }
  });
  return run;
}

/** What kind of list an address names; BAD_USER_INPUT/IMPORT_KIND with those that there are. */
function kindOf(word: unknown): SheetKindName {
  const kind = KINDS.get(String(word));
  if (kind !== undefined) return kind;
  const allowed = [...KINDS.keys()];
  throw badInput(
    'kind',
    'IMPORT_KIND',
    {
      zh: `请在地址中写明是哪一种表格（kind）：${allowed.join('、')}。`,
      en: `Say in the address which kind of list it is: ${allowed.join(', ')}.`,
    },
    { allowed },
  );
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** What was sent; BAD_USER_INPUT/FILE_EMPTY without a byte. */
function bodyOf({ body }: FastifyRequest): Buffer {
  if (Buffer.isBuffer(body) && body.length > 0) return body;
  throw badInput('body', 'FILE_EMPTY', { zh: '文件是空的。', en: 'The file is empty.' });
}

/** What whoever sends pieces needs to know of the run; GraphQL tells the rest. */
async function plainRun(op: Operation, run: ImportNode): Promise<object> {
  const { id, state, bytes, pieceBytes, pieces } = run;
  return { id, state, bytes, pieceBytes, pieces, missing: await missingOf(op, run) };
}

/** A refusal as GraphQL tells it, with the status that fits. */
function tellRefusal(fault: FastifyError, request: FastifyRequest, reply: FastifyReply, log: Logger): void {
  const wire = asWireRefusal(fault, request.routeOptions.bodyLimit ?? 0);
  const refusal = wire?.reason === 'MEDIA_TYPE' ? bytesWanted() : wire;
  const errors = [formatError(refusal ?? fault, log, String(request.id))];
  const { status, headers } = headOf({ errors }, 'application/graphql-response+json');
  void reply
    .code(refusal ? statusOf(refusal, fault) : status)
    .headers(headers)
    .send({ errors });
}

function bytesWanted(): HouseError {
  return badInput('content-type', 'BYTES_WANTED', {
    zh: '请以 Content-Type: application/octet-stream 提交文件内容。',
    en: 'Send the bytes of the file as Content-Type: application/octet-stream.',
  });
}
