import type { components } from './api.js';
import { InvalidSignature } from './errors.js';

/** What a delivery says; a `ping` has neither a file request nor files. */
export interface WebhookEvent {
  /** The same in every delivery of the event, by which to tell repetitions. */
  id: string;
  createdAt: string;
  type: string;
  /** As it was then, or with an id only. */
  fileRequest?: Partial<components['schemas']['FileRequest']> & { id: string };
  addedFileIds?: string[];
  removedFileIds?: string[];
}

const tolerance = 300;

/**
 * The event of a delivery that is genuine, as https://www.standardwebhooks.com says; else throws InvalidSignature.
 * `headers` are those of the request, of Node.js or of `fetch`; `body` is its bytes before anything has parsed them;
 * `now` is in seconds.
 */
export async function verifyWebhook(
  secret: string,
  headers: Headers | Record<string, string | string[] | undefined>,
  body: Uint8Array,
  now = Date.now() / 1000,
): Promise<WebhookEvent> {
  const header = (name: string) => `${(headers instanceof Headers ? headers.get(name) : headers[name]) ?? ''}`;
  const timestamp = header('webhook-timestamp');
  if (!/^[0-9]{1,15}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > tolerance) {
    throw new InvalidSignature('The delivery was signed at another time');
  }
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const raw = bytesOf(secret.replace(/^whsec_/, ''));
  const key = await crypto.subtle.importKey('raw', raw, algorithm, false, ['verify']);
  const start = new TextEncoder().encode(`${header('webhook-id')}.${timestamp}.`);
  const signed = new Uint8Array(start.length + body.length);
  signed.set(start);
  signed.set(body, start.length);
  // While a secret is being rotated there are two signatures; one match is enough.
  for (const signature of header('webhook-signature').split(' ')) {
    if (/^v1,[A-Za-z0-9+/]{43}=$/.test(signature)) {
      // Compares in constant time.
      if (await crypto.subtle.verify('HMAC', key, bytesOf(signature.slice(3)), signed)) {
        return JSON.parse(new TextDecoder().decode(body)).event;
      }
    }
  }
  throw new InvalidSignature('No signature is of this secret');
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}
