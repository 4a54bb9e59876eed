import { type AuthOptions, default as NextAuth } from 'next-auth';

// next-auth answers in the shape of Next's older API routes; here it is called with a plain Request and answers with a
// plain Response, so that nothing of Next is needed to run or to test it.

/** One call of next-auth: the action is the part of its path behind /api/auth/. */
export type AuthCall = {
  method: 'GET' | 'POST';
  action: readonly string[];
  query: Record<string, string>;
  body: Record<string, string>;
  cookies: Record<string, string>;
};

/** What next-auth uses of a response. */
class Answer {
  #status = 200;
  #body: BodyInit | null = null;
  readonly #headers = new Map<string, string | string[]>();

  status(code: number): this {
    this.#status = code;
    return this;
  }

  getHeader(name: string): string | string[] | undefined {
    return this.#headers.get(name.toLowerCase());
  }

  setHeader(name: string, value: string | string[]): this {
    this.#headers.set(name.toLowerCase(), value);
    return this;
  }

  json(value: unknown): void {
    this.setHeader('content-type', 'application/json');
    this.#body = JSON.stringify(value);
  }

  send(value: unknown): void {
    if (typeof value === 'string') this.#body = value;
    else if (value !== undefined) this.json(value);
  }

  end(): void {}

  response(): Response {
    const headers = new Headers({ 'cache-control': 'no-store' });
    for (const [name, value] of this.#headers) {
      for (const one of [value].flat()) headers.append(name, one);
    }
    return new Response(this.#body, { status: this.#status, headers });
  }
}

// Its type knows only Next's own request; at run time it reads what an AuthCall becomes below.
const callNextAuth = NextAuth as unknown as (request: object, answer: Answer, options: AuthOptions) => Promise<void>;

/** Answers one call; every answer is kept out of caches. */
export const answerByNextAuth = async (call: AuthCall, options: AuthOptions): Promise<Response> => {
  const answer = new Answer();
  const { method, action, query, body, cookies } = call;
  await callNextAuth(
    { method, query: { ...query, nextauth: [...action] }, body, cookies, headers: {} },
    answer,
    options,
  );
  return answer.response();
};
