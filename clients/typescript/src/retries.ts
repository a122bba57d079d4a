import { SatchelError } from './errors.js';

/** How often what can be repeated is tried. */
export interface Retries {
  /** At the most, the first one included. */
  tries: number;
  /** Seconds between two tries; a service that asks for a longer wait is not asked again. */
  longestWait: number;
}

export const defaultRetries: Retries = { tries: 4, longestWait: 60 };

const passing = new Set([408, 429, 502, 503, 504]);

export function isRepeatable(method: string): boolean {
  return ['GET', 'HEAD', 'DELETE'].includes(method);
}

/** The result of `call`, which is told how many times it was tried before. */
export async function run<T>(
  retries: Retries,
  repeatable: boolean,
  call: (tried: number) => Promise<T>,
): Promise<T> {
  for (let tried = 0; ; ) {
    try {
      return await call(tried);
    } catch (failure) {
      tried++;
      const seconds = wait(retries, failure, tried);
      if (!repeatable || tried >= retries.tries || seconds === null) {
        throw failure;
      }
      await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
    }
  }
}

/** Seconds to wait before it is worth another try; null if it never is. */
function wait({ longestWait }: Retries, failure: unknown, tried: number): number | null {
  const growing = Math.min(longestWait, 0.25 * 2 ** tried * (1 + Math.random() / 2));
  if (!(failure instanceof SatchelError)) {
    // fetch throws TypeErrors for what the network does; who aborted does not want to go on.
    return failure instanceof TypeError ? growing : null;
  }
  if (!passing.has(failure.status) && failure.code !== 'idempotency_key_in_use') {
    return null;
  }
  const asked = failure.retryAfter ?? growing;
  return asked <= longestWait ? asked : null;
}
