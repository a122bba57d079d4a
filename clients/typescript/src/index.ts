/** A client of Satchel for browsers and Node.js; what needs files on a disk is in `satchel-client/node`. */
import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './api.js';
import { formStream, jsonStream, type Body, type UploadedFile } from './bodies.js';
import { successOf, SatchelError } from './errors.js';
import { defaultRetries, isRepeatable, run, type Retries } from './retries.js';
import { sendWithProgress, type Progress } from './browser.js';

export { InvalidSignature, SatchelError } from './errors.js';
export { verifyWebhook, type WebhookEvent } from './webhooks.js';
export type { Progress, Retries, UploadedFile };

type Schemas = components['schemas'];
export type StoredFile = Schemas['StoredFile'];
export type FileRequest = Schemas['FileRequest'];
export type NewFileRequest = Schemas['NewFileRequest'];
export type WebhookWithSecret = Schemas['WebhookWithSecret'];

export interface UploadOptions {
  userId: string;
  fileRequestId?: string;
  /** Seconds after which the files are forgotten. */
  expiryInterval?: number;
  /** Sends JSON with base64 instead of a form, which is a third smaller. Streams in Node.js only. */
  asJson?: boolean;
  /** By which the service knows the upload again; one by chance if left out. */
  idempotencyKey?: string;
  onProgress?: Progress;
  signal?: AbortSignal;
}

export interface DownloadOptions {
  /** A thumbnail that covers this size instead of the file itself. */
  imageSize?: { width: number; height: number };
  /** Such as Range and If-Range. */
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export class Satchel {
  /** Every call that docs/openapi.yaml knows, with its types: `satchel.api.GET('/v1/audit')`. */
  readonly api: Client<paths>;
  readonly retries: Retries;
  private readonly authorization: string;
  private readonly url: string;

  /** A Satchel at a URL such as `https://files.example`, called with an API key. */
  constructor(url: string, key: string, retries: Partial<Retries> = {}) {
    this.url = url.replace(/\/+$/, '');
    this.authorization = `Bearer ${key}`;
    this.retries = { ...defaultRetries, ...retries };
    this.api = createClient<paths>({
      baseUrl: this.url,
      headers: { Authorization: this.authorization },
      fetch: (request) => this.call(request),
    });
  }

  /**
   * Uploads a file or several, all or none of them. A Blob, such as a File of an <input>, is read piece by piece;
   * what can be read once only (a stream) is sent once, and in Node.js only.
   */
  async upload(
    files: Blob | UploadedFile | (Blob | UploadedFile)[],
    options: UploadOptions,
  ): Promise<StoredFile[]> {
    const { userId, fileRequestId, expiryInterval, asJson, onProgress, signal } = options;
    const many = (Array.isArray(files) ? files : [files]).map((it) => (it instanceof Blob ? { contents: it } : it));
    const fields = { userId, fileRequestId, expiryInterval };
    const body = (asJson ? jsonStream : formStream)(many, fields);
    const headers = {
      Authorization: this.authorization,
      'Content-Type': body.contentType,
      'Idempotency-Key': options.idempotencyKey ?? crypto.randomUUID(),
    };
    const answer = await run(this.retries, body.repeatable, () =>
      this.post(body, headers, onProgress, signal),
    );
    return (await answer.json()) as StoredFile[];
  }

  /** The answer to a download: its `body` is a stream, `blob()` holds all of it. */
  async open(id: string, { imageSize, headers, signal }: DownloadOptions = {}): Promise<Response> {
    const size = imageSize ? `?imageSize=${imageSize.width}x${imageSize.height}` : '';
    return run(this.retries, true, () =>
      this.send(`/v1/files/${encodeURIComponent(id)}${size}`, {
        headers: { Authorization: this.authorization, ...headers },
        signal: signal ?? null,
      }),
    );
  }

  async download(id: string, options: DownloadOptions = {}): Promise<Blob> {
    return (await this.open(id, options)).blob();
  }

  /** A picture, scaled down so that it covers width × height. */
  async thumbnail(id: string, width: number, height: number): Promise<Blob> {
    return this.download(id, { imageSize: { width, height } });
  }

  /** All files, newest first, fetched page by page as the iteration goes on. */
  async *files(query: NonNullable<paths['/v1/files']['get']['parameters']['query']>): AsyncGenerator<StoredFile> {
    let cursor: string | null = null;
    do {
      const next = cursor === null ? query : { ...query, cursor };
      const page: Schemas['FilePage'] = (await this.api.GET('/v1/files', { params: { query: next } })).data!;
      yield* page.files;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  async metadata(id: string): Promise<StoredFile> {
    return (await this.api.GET('/v1/files/{id}/metadata', { params: { path: { id } } })).data!;
  }

  async delete(id: string): Promise<void> {
    await this.api.DELETE('/v1/files/{id}', { params: { path: { id } } });
  }

  async createFileRequest(body: NewFileRequest): Promise<FileRequest> {
    return (await this.api.POST('/v1/file-requests', { body })).data!;
  }

  async fileRequest(id: string): Promise<FileRequest> {
    return (await this.api.GET('/v1/file-requests/{id}', { params: { path: { id } } })).data!;
  }

  async deleteFileRequest(id: string): Promise<void> {
    await this.api.DELETE('/v1/file-requests/{id}', { params: { path: { id } } });
  }

  /** Has changes of file requests posted to `url`. Keep the `secret`: it is shown this once. */
  async registerWebhook(url: string): Promise<WebhookWithSecret> {
    return (await this.api.POST('/v1/webhooks', { body: { url, eventTypes: ['file-request.files.update'] } })).data!;
  }

  /** A call of `api`: one that fails throws SatchelError, so that there always is `data`. */
  private call(request: Request): Promise<Response> {
    return run(this.retries, isRepeatable(request.method), async (tried) => {
      try {
        return await successOf(await fetch(request.clone()));
      } catch (e) {
        // The answer to an earlier try was lost, and that one has deleted it.
        if (request.method === 'DELETE' && tried > 0 && e instanceof SatchelError && e.status === 404) {
          return new Response(null, { status: 204 });
        }
        throw e;
      }
    });
  }

  private async post(
    body: Body,
    headers: Record<string, string>,
    onProgress: Progress | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    if (typeof window === 'undefined') {
      return this.send('/v1/files', {
        method: 'POST',
        headers: body.length === undefined ? headers : { ...headers, 'Content-Length': `${body.length}` },
        body: body.stream(onProgress),
        duplex: 'half',
        // Where it might have to follow a redirect, Node.js keeps all that it has sent.
        redirect: 'error',
        signal: signal ?? null,
      } as RequestInit);
    }
    // Browsers stream no bodies over HTTP/1.1, but they read Blobs from disk by themselves.
    return successOf(await sendWithProgress(`${this.url}/v1/files`, headers, await body.blob(), onProgress, signal));
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    return successOf(await fetch(this.url + path, init));
  }
}
