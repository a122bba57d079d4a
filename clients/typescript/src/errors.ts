/** An answer that is no success. What the network does wrong stays what `fetch` throws, a TypeError. */
export class SatchelError extends Error {
  override readonly name = 'SatchelError';

  constructor(
    /** The status of HTTP. */
    readonly status: number,
    /** The stable name of the fault; empty where the answer has no body, as with 401 and 404. */
    readonly code: string,
    error: string,
    /** The field at fault. */
    readonly path: string | null,
    /** What to ask the operator about. */
    readonly requestId: string | null,
    /** How many seconds the service asks to wait. */
    readonly retryAfter: number | null,
  ) {
    super(`${status} ${code || 'error'}: ${error}${path ? ` [${path}]` : ''} (request ${requestId})`);
  }
}

/** A webhook delivery that did not come from your Satchel, or came at another time than it says. */
export class InvalidSignature extends Error {
  override readonly name = 'InvalidSignature';
}

/** The answer, if it is a success; else throws what it says. */
export async function successOf(answer: Response): Promise<Response> {
  if (answer.ok) {
    return answer;
  }
  const problem = await answer.json().catch(() => ({}));
  const wait = answer.headers.get('Retry-After') ?? '';
  throw new SatchelError(
    answer.status,
    problem.code ?? '',
    problem.error ?? answer.statusText,
    problem.path ?? null,
    answer.headers.get('X-Request-Id'),
    /^[0-9]{1,9}$/.test(wait) ? Number(wait) : null,
  );
}
