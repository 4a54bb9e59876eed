import type { Problem } from '@/lib/contract/v1/problem';

/** What the API refused, or why it could not be reached. `status` 0 means that no answer came. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
    readonly code: string | null,
    readonly errors: Problem['errors'],
    readonly requestId: string | null,
  ) {
    super(detail);
    this.name = 'ApiProblem';
  }

  /** The API answered: trying again with the same key would only repeat the answer. */
  get answered(): boolean {
    return this.status >= 400 && this.status < 500;
  }
}

const unreachable = (): ApiProblem =>
  new ApiProblem(
    0,
    'Lockgate cannot be reached',
    'Nothing was sent, or no answer came back. What you typed is kept here; try again, it will not be done twice.',
    null,
    [],
    null,
  );

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'title' in value && 'detail' in value && 'code' in value;

/** The problem of an answer that is not a success. */
export const problemOf = async (response: Response): Promise<ApiProblem> => {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) {
    return new ApiProblem(response.status, body.title, body.detail, body.code, body.errors ?? [], body.requestId);
  }
  return new ApiProblem(
    response.status,
    'Something broke here',
    'The answer could not be read. What you typed is kept here; try again.',
    null,
    [],
    response.headers.get('x-request-id'),
  );
};

export const asProblem = (error: unknown): ApiProblem => (error instanceof ApiProblem ? error : unreachable());
