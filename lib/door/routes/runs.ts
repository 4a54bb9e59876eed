import {
  importRun,
  listDiscrepancies,
  listRuns,
  readRun,
  readRunBody,
  sendDiscrepancies,
  sendRun,
} from '@/lib/contract/operations/runs';
import { mappedNameOf } from '@/lib/contract/v1/import-formats';
import { jsonReply } from '@/lib/door/reply';
import { type Route, route, routeWith } from '@/lib/door/route';
import { readImport } from '@/lib/ingest/apart/read-import';
import { sentDiscrepancies } from '@/lib/ingest/discrepancy-lines';
import { neutralSubmission } from '@/lib/ingest/submission';
import type { AddedDiscrepancies } from '@/lib/usecases/commands/add-discrepancies';
import type { Recorded } from '@/lib/usecases/commands/record-run';

const kept = ({ created, answer }: Recorded | AddedDiscrepancies) => jsonReply(created ? 201 : 200, answer);

export const runRoutes: Route[] = [
  routeWith(
    sendRun,
    ({ context, params, body, sent, around }) =>
      around.useCases.recordRun(context, params.program, neutralSubmission(body, sent, sent.parsed)),
    kept,
  ),
  routeWith(
    importRun,
    async ({ context, params, query, sent, around }) => {
      // Before it is read: that takes a thread which others wait for.
      const allowed = await around.useCases.checkMayRecord(context, params.program);
      if (!allowed.ok) return allowed;
      const name = mappedNameOf(query.format);
      const map = name === null ? null : await around.useCases.findFormat(context, params.program, name);
      if (map !== null && !map.ok) return map;
      const submission = await readImport(query, sent, map?.value);
      return submission.ok ? around.useCases.recordRun(context, params.program, submission.value) : submission;
    },
    kept,
  ),
  routeWith(
    sendDiscrepancies,
    ({ context, params, sent, contextFor, around }) =>
      around.useCases.addDiscrepancies(context, params.program, params.run, sentDiscrepancies(sent.chunks, contextFor)),
    kept,
  ),
  route(listRuns, ({ context, params, query, around }) => around.useCases.listRuns(context, params.program, query)),
  route(readRun, ({ context, params, around }) => around.useCases.readRun(context, params.program, params.run)),
  route(listDiscrepancies, ({ context, params, query, around }) =>
    around.useCases.listDiscrepancies(context, params.program, params.run, query),
  ),
  routeWith(
    readRunBody,
    ({ context, params, around }) => around.useCases.readRunBody(context, params.program, params.run),
    // What a stranger sent is shown by no browser: it is only ever saved.
    ({ mediaType, bytes }) => ({
      status: 200,
      headers: { 'content-type': mediaType, 'content-disposition': 'attachment' },
      body: bytes,
    }),
  ),
];
