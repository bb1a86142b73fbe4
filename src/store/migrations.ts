import { Migration20261122000100_journal } from '../../migrations/Migration20261122000100_journal.js';
import { Migration20261122000200_party } from '../../migrations/Migration20261122000200_party.js';
import { Migration20261122000300_people } from '../../migrations/Migration20261122000300_people.js';
import { Migration20261122000400_posts } from '../../migrations/Migration20261122000400_posts.js';
import { Migration20261122000500_journey } from '../../migrations/Migration20261122000500_journey.js';
import { Migration20261122000600_standing } from '../../migrations/Migration20261122000600_standing.js';
import { Migration20261122000700_walls } from '../../migrations/Migration20261122000700_walls.js';
import { Migration20261122000800_demo } from '../../migrations/Migration20261122000800_demo.js';
import { Migration20261122000900_forgetting } from '../../migrations/Migration20261122000900_forgetting.js';
import { Migration20261122001000_writers } from '../../migrations/Migration20261122001000_writers.js';
import { Migration20261122001100_aside } from '../../migrations/Migration20261122001100_aside.js';
import { Migration20261122001200_own_job } from '../../migrations/Migration20261122001200_own_job.js';
import { Migration20261122001400_names } from '../../migrations/Migration20261122001400_names.js';
import { Migration20261122001500_versions } from '../../migrations/Migration20261122001500_versions.js';
import { Migration20261122001600_webhooks } from '../../migrations/Migration20261122001600_webhooks.js';
import { Migration20261122001700_key_checks } from '../../migrations/Migration20261122001700_key_checks.js';
import { Migration20261122001800_retention } from '../../migrations/Migration20261122001800_retention.js';
import { Migration20261122001900_trip_versions } from '../../migrations/Migration20261122001900_trip_versions.js';
import { Migration20261122002000_point_allowance } from '../../migrations/Migration20261122002000_point_allowance.js';
import { Migration20261122002100_crash } from '../../migrations/Migration20261122002100_crash.js';
import { Migration20261122002150_standing_plan } from '../../migrations/Migration20261122002150_standing_plan.js';
import { Migration20261122002200_households } from '../../migrations/Migration20261122002200_households.js';
import { Migration20261122002210_responsible } from '../../migrations/Migration20261122002210_responsible.js';
import { Migration20261122002300_asking } from '../../migrations/Migration20261122002300_asking.js';
import { Migration20261122002310_homecoming } from '../../migrations/Migration20261122002310_homecoming.js';
import { Migration20261122002320_survey_scope } from '../../migrations/Migration20261122002320_survey_scope.js';
import { Migration20261122002400_finding } from '../../migrations/Migration20261122002400_finding.js';
import { Migration20261122002410_verified } from '../../migrations/Migration20261122002410_verified.js';
import { Migration20261122002500_imports } from '../../migrations/Migration20261122002500_imports.js';
import { Migration20261122002600_one_person } from '../../migrations/Migration20261122002600_one_person.js';
import { Migration20261122002610_same_person } from '../../migrations/Migration20261122002610_same_person.js';
import { Migration20261122002620_transfers } from '../../migrations/Migration20261122002620_transfers.js';
import { Migration20261122002700_assistance } from '../../migrations/Migration20261122002700_assistance.js';
import { Migration20261122002800_import_runs } from '../../migrations/Migration20261122002800_import_runs.js';
import { Migration20261122002810_import_versions } from '../../migrations/Migration20261122002810_import_versions.js';
import { Migration20261122002820_one_look } from '../../migrations/Migration20261122002820_one_look.js';
import { Migration20261122002900_exports } from '../../migrations/Migration20261122002900_exports.js';
import { Migration20261122002960_failed_placements } from '../../migrations/Migration20261122002960_failed_placements.js';
import { Migration20261122002970_relocated } from '../../migrations/Migration20261122002970_relocated.js';
import { Migration20261122002980_skipped_sheets } from '../../migrations/Migration20261122002980_skipped_sheets.js';
import { Migration20261122002990_first_import } from '../../migrations/Migration20261122002990_first_import.js';
import { Migration20261123003000_still_belongs } from '../../migrations/Migration20261123003000_still_belongs.js';
import { Migration20261123003050_consents } from '../../migrations/Migration20261123003050_consents.js';
import { Migration20261123003120_provisional_people } from '../../migrations/Migration20261123003120_provisional_people.js';
import { Migration20261123003150_refused_arrivals } from '../../migrations/Migration20261123003150_refused_arrivals.js';
import { Migration20261123003160_seasons } from '../../migrations/Migration20261123003160_seasons.js';
import { Migration20261123003200_stations } from '../../migrations/Migration20261123003200_stations.js';
import { Migration20261123003210_visits } from '../../migrations/Migration20261123003210_visits.js';
import { Migration20261123003220_licences } from '../../migrations/Migration20261123003220_licences.js';
import { Migration20261123003230_agreements } from '../../migrations/Migration20261123003230_agreements.js';
import { Migration20261123003300_posting_imports } from '../../migrations/Migration20261123003300_posting_imports.js';
import { Migration20261123003305_kinds_of_imports } from '../../migrations/Migration20261123003305_kinds_of_imports.js';
import { Migration20261123003310_season_before } from '../../migrations/Migration20261123003310_season_before.js';
import { Migration20261123003320_eight_ones } from '../../migrations/Migration20261123003320_eight_ones.js';
import { Migration20261123003340_organization_tree } from '../../migrations/Migration20261123003340_organization_tree.js';
import { Migration20261123003360_import_headings } from '../../migrations/Migration20261123003360_import_headings.js';

/** Every migration in order; listed by hand so that the built program needs no file search. */
export const MIGRATIONS = [
  Migration20261122000100_journal,
  Migration20261122000200_party,
  Migration20261122000300_people,
  Migration20261122000400_posts,
  Migration20261122000500_journey,
  Migration20261122000600_standing,
  Migration20261122000700_walls,
  Migration20261122000800_demo,
  Migration20261122000900_forgetting,
  Migration20261122001000_writers,
  Migration20261122001100_aside,
  Migration20261122001200_own_job,
  Migration20261122001400_names,
  Migration20261122001500_versions,
  Migration20261122001600_webhooks,
  Migration20261122001700_key_checks,
  Migration20261122001800_retention,
  Migration20261122001900_trip_versions,
  Migration20261122002000_point_allowance,
  Migration20261122002100_crash,
  Migration20261122002150_standing_plan,
  Migration20261122002200_households,
  Migration20261122002210_responsible,
  Migration20261122002300_asking,
  Migration20261122002310_homecoming,
  Migration20261122002320_survey_scope,
  Migration20261122002400_finding,
  Migration20261122002410_verified,
  Migration20261122002500_imports,
  Migration20261122002600_one_person,
  Migration20261122002610_same_person,
  Migration20261122002620_transfers,
  Migration20261122002700_assistance,
  Migration20261122002800_import_runs,
  Migration20261122002810_import_versions,
  Migration20261122002820_one_look,
  Migration20261122002900_exports,
  Migration20261122002960_failed_placements,
  Migration20261122002970_relocated,
  Migration20261122002980_skipped_sheets,
  Migration20261122002990_first_import,
  Migration20261123003000_still_belongs,
  Migration20261123003050_consents,
  Migration20261123003120_provisional_people,
  Migration20261123003150_refused_arrivals,
  Migration20261123003160_seasons,
  Migration20261123003200_stations,
  Migration20261123003210_visits,
  Migration20261123003220_licences,
  Migration20261123003230_agreements,
  Migration20261123003300_posting_imports,
  Migration20261123003305_kinds_of_imports,
  Migration20261123003310_season_before,
  Migration20261123003320_eight_ones,
  Migration20261123003340_organization_tree,
  Migration20261123003360_import_headings,
].map((migration) => ({ name: migration.name, class: migration }));
