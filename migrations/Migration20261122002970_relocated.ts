import { Migration } from '@mikro-orm/migrations';

/** A survey round may ask the relocated alone (易地搬迁劳动力), whom a county counts by themselves. */
export class Migration20261122002970_relocated extends Migration {
  override up(): void {
    this.addSql(`
      alter table survey_round drop constraint survey_round_population_check,
        add constraint survey_round_population_check check (population in ('TARGET','RELOCATED','TARGET_OR_RELOCATED','ALL_RURAL'));
      create or replace function survey_population(population text, target boolean, relocated boolean) returns boolean
        language sql immutable parallel safe as
        $f$ select population = 'ALL_RURAL' or (population in ('TARGET', 'TARGET_OR_RELOCATED') and target)
              or (population in ('RELOCATED', 'TARGET_OR_RELOCATED') and relocated) $f$;
    `);
  }
}
