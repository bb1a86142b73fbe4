/**
 * Advisory locks of the program in PostgreSQL, by what is done under them. All stand here, because whoever takes the number
 * of a lock that is held for life waits for ever.
 */
export const LOCKS = {
  /** Two processes that migrate at once queue up behind it. */
  migrations: 4_406_522_631,
  /** One process at a time runs the clock. */
  clock: 4_406_522_632,
  /** One process at a time delivers to webhooks, as long as it lives. */
  webhooks: 4_406_522_633,
  /** One process at a time tells the others by the broker, as long as it does. */
  relay: 4_406_522_634,
  /** Two processes that would load the demo at once queue up behind it. */
  demo: 4_406_522_635,
  /** Of two processes that start first with different keys, the second is told. */
  keys: 4_406_522_636,
  /** One process at a time works on imports, as long as it lives. */
  imports: 4_406_522_637,
} as const;
