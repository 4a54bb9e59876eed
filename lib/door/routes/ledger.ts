import { listLedger, readLedgerHead } from '@/lib/contract/operations/ledger';
import { type Route, route } from '@/lib/door/route';

export const ledgerRoutes: Route[] = [
  route(listLedger, ({ context, params, query, around }) => around.useCases.listLedger(context, params.program, query)),
  route(readLedgerHead, ({ context, params, around }) => around.useCases.readLedgerHead(context, params.program)),
];
