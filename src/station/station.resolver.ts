import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { IdInput } from '#kernel/write-input.type.js';
import { closeStation } from './close-station.js';
import { correctStation } from './correct-station.js';
import { inspectStation } from './inspect-station.js';
import { registerStation, type NewStation } from './register-station.js';
import { reopenStation } from './reopen-station.js';
import type { StationLevel, StationSide } from './service-station.entity.js';
import {
  CloseStationInput,
  CorrectStationInput,
  InspectStationInput,
  RegisterStationInput,
} from './station.inputs.js';
import { stationList, stationPayload } from './station.list.js';
import { StationConnection, StationFilter, StationPayload } from './station.type.js';

/** The door of the stations. */
@Resolver()
export class StationResolver {
  @Query(() => StationConnection, {
    description: 'Service stations (劳务协作服务站), by place; every signed-in side sees them all.',
  })
  async stations(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => StationFilter, { nullable: true, description: 'Which ones.' })
    filter?: StationFilter | null,
  ): Promise<object> {
    return readConnection(op, stationList(op, filter ?? {}), page, askedOf(info));
  }

  @Mutation(() => StationPayload, {
    description:
      'Say where and when a station serves (登记服务站): the station itself, or the bureau in whose region it stands. Error: NOT_YOUR_SIDE.',
  })
  async registerStation(
    @Arg('input', () => RegisterStationInput, { description: 'What is said of it.' })
    input: RegisterStationInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return stationPayload(
      op,
      await op.write('station.register', input, (inside) => registerStation(inside, input as NewStation)),
    );
  }

  @Mutation(() => StationPayload, {
    description:
      'Say anew what is said of a station (更正服务站): itself, its centre or its bureau. Errors: NOT_YOUR_SIDE, CHANGED_MEANWHILE.',
  })
  async correctStation(
    @Arg('input', () => CorrectStationInput, { description: 'What is said now.' })
    input: CorrectStationInput & { side?: StationSide | null; level?: StationLevel | null },
    @Ctx() op: Operation,
  ): Promise<object> {
    return stationPayload(
      op,
      await op.write('station.correct', input, (inside) => correctStation(inside, input)),
    );
  }

  @Mutation(() => StationPayload, {
    description:
      'A station serves no more (撤站): itself, its centre or its bureau. Errors: STATION_CLOSED, NOT_YOUR_SIDE.',
  })
  async closeStation(
    @Arg('input', () => CloseStationInput, { description: 'Which, and from when on.' })
    input: CloseStationInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return stationPayload(
      op,
      await op.write('station.close', input, (inside) => closeStation(inside, input)),
    );
  }

  @Mutation(() => StationPayload, {
    description:
      'A station that was closed serves again (恢复服务站). Errors: STATION_CLOSED of its centre, ORGANIZATION_CLOSED of its body, NOT_YOUR_SIDE.',
  })
  async reopenStation(
    @Arg('input', () => IdInput, { description: 'Which.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return stationPayload(
      op,
      await op.write('station.reopen', input, (inside) => reopenStation(inside, input)),
    );
  }

  @Mutation(() => StationPayload, {
    description:
      'Write down whether a station has the five (“五有”检查): itself, its centre or its bureau. Errors: STATION_CLOSED, NOT_YOUR_SIDE.',
  })
  async inspectStation(
    @Arg('input', () => InspectStationInput, { description: 'Which, and what was found.' })
    input: InspectStationInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return stationPayload(
      op,
      await op.write('station.inspect', input, (inside) => inspectStation(inside, input)),
    );
  }
}
