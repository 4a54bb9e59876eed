// The floor of authority reads: a bare node:http server that takes a request to its end and answers the same bytes.
import { createServer } from 'node:http';

type Answer = { status: number; headers: Record<string, string>; body: string };

process.once('message', (answer: Answer) => {
  const server = createServer((request, response) => {
    const send = () => response.writeHead(answer.status, answer.headers).end(answer.body);
    if (request.method === 'GET') send();
    else request.resume().on('end', send);
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
  });
});
