import type { ServerResponse } from 'node:http';

/** An answer on its way out: `body` is bytes or text, ready; `stream` goes on writing after the headers instead. */
export type Reply = {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array | null;
  stream?: (response: ServerResponse) => void;
};

export const jsonReply = (
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
  mediaType = 'application/json',
): Reply => ({ status, headers: { 'content-type': mediaType, ...headers }, body: JSON.stringify(value) });

export const emptyReply = (status: number, headers: Record<string, string> = {}): Reply => ({
  status,
  headers,
  body: null,
});

/** Writes an answer; to HEAD only its headers. Answers are for who asked, and are never kept by anything between. */
export const send = (response: ServerResponse, reply: Reply, requestId: string, isHead: boolean): void => {
  if (response.headersSent || response.destroyed) return;
  const { body } = reply;
  const bare = reply.status === 204 || reply.status === 304;
  response.writeHead(reply.status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
    ...reply.headers,
    ...(bare || reply.stream !== undefined
      ? {}
      : { 'content-length': String(body === null ? 0 : Buffer.byteLength(body)) }),
  });
  if (reply.stream !== undefined && !isHead) reply.stream(response);
  else if (bare || isHead || body === null) response.end();
  // Text goes out in one piece with the headers, which is several times cheaper than two.
  else response.end(body);
};
