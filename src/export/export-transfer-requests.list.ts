import type { Operation } from '#kernel/operation.js';
import { transferList, type TransferNode } from '#worker/transfer.list.js';
import { TRANSFER_WORDS, type TransferState } from '#worker/transfer-request.entity.js';
import type { ExportList } from './export-list.js';
import { listedRow, personColumns } from './export-workers.list.js';
import { IN_SHORT } from './person-in-short.js';
import { dayOf } from './said-moment.js';

async function cellsOf(op: Operation, request: TransferNode, inFull: boolean): Promise<readonly string[]> {
  const [worker, asker] = await Promise.all([request.worker, request.askedBy]);
  return [
    request.outgoing ? '本县发出' : '他县发来',
    asker?.name ?? '',
    ...(await listedRow(op, worker, inFull, IN_SHORT)),
    request.serviceRegion.code,
    request.serviceRegion.name,
    String(request.reason),
    dayOf(request.askedAt),
    TRANSFER_WORDS.states[request.state as TransferState],
    String(request.answer ?? ''),
    dayOf(request.answeredAt),
  ];
}

/** Transfer requests of and to the county as `transferRequests` is asked (转移申请), newest first; who asks learns of nobody. */
export const TRANSFER_REQUESTS_EXPORT: ExportList = {
  name: 'transfer-requests',
  title: { zh: '转移申请', en: 'Transfer requests' },
  action: 'transfer.answer',
  filterType: 'TransferRequestsFilter',
  holdsIdentities: true,
  columns: [
    { heading: '发出或收到' },
    { heading: '申请单位', width: 32 },
    ...personColumns(IN_SHORT),
    { heading: '区划代码' },
    { heading: '拟服务地' },
    { heading: '申请原因', width: 32 },
    { heading: '申请日期' },
    { heading: '状态' },
    { heading: '答复', width: 32 },
    { heading: '答复日期' },
  ],
  open(op, { filter, inFull }) {
    const { states } = filter as { readonly states?: readonly string[] | null };
    const list = transferList(op, states ?? null);
    return { ...list, node: (row) => cellsOf(op, list.node(row), inFull) };
  },
};
