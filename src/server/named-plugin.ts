/**
 * A plugin of Fastify's under its own name, which its tree of plugins shows. One without a name it takes for a file, and looks
 * for it among every module that was ever required, twice.
 */
export function named<T extends object>(name: string, plugin: T): T {
  return Object.assign(plugin, { [Symbol.for('fastify.display-name')]: name });
}
