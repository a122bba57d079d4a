import type { Progress } from './browser.js';

/** A file to upload, and what is said of it. */
export interface UploadedFile {
  /** A Blob is read for every try; a stream can be read once, so its upload is tried once. */
  contents: Blob | ReadableStream<Uint8Array>;
  /** By default that of a File. */
  name?: string;
  /** A media type; by default that of the Blob. */
  type?: string;
  description?: string;
}

/** The body of a request, which is never held in memory. */
export interface Body {
  contentType: string;
  /** In bytes; undefined where a file is a stream. */
  length: number | undefined;
  repeatable: boolean;
  stream(onProgress?: Progress): ReadableStream<Uint8Array>;
  /** For browsers, which read a Blob of Blobs from disk. */
  blob(): Promise<Blob>;
}

type Part = string | UploadedFile;
type Fields = Record<string, string | number | undefined>;

/** Three bytes are four characters of base64, so full pieces need no padding. */
const piece = 3 * 32 * 1024;

const utf8 = new TextEncoder();

/** The files as base64 within a JSON document. */
export function jsonStream(files: UploadedFile[], fields: Fields): Body {
  const parts = files.flatMap((file, i): Part[] => [
    `${i ? '"},' : ''}${open({ name: nameOf(file), type: typeOf(file), description: file.description })},"contents":"`,
    file,
  ]);
  const start = open({ ...fields });
  return body('application/json', [`${start},"files":[`, ...parts, files.length ? '"}]}' : ']}'], true);
}

/** The files as they are, as parts of a form. */
export function formStream(files: UploadedFile[], fields: Fields): Body {
  const boundary = crypto.randomUUID();
  const text = (name: string, value: string | number | undefined) =>
    value === undefined
      ? ''
      : `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n` +
        `Content-Type: text/plain; charset=utf-8\r\n\r\n${value}\r\n`;
  const parts = files.flatMap((file): Part[] => [
    `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="file"; ` +
      `filename*=UTF-8''${percentEncoded(nameOf(file))}\r\nContent-Type: ${typeOf(file)}\r\n\r\n`,
    file,
    `\r\n${text('description', file.description)}`,
  ]);
  const start = Object.entries(fields).map(([name, value]) => text(name, value));
  return body(`multipart/form-data; boundary=${boundary}`, [start.join(''), ...parts, `--${boundary}--\r\n`], false);
}

function body(contentType: string, parts: Part[], base64: boolean): Body {
  const sizes = parts.map((part) => sizeOf(part, base64));
  const length = sizes.reduce((sum, size) => (sum === undefined || size === undefined ? undefined : sum + size), 0);
  return {
    contentType,
    length,
    repeatable: length !== undefined,
    stream: (onProgress) => streamOf(pieces(parts, base64), (sent) => onProgress?.(sent, length)),
    async blob() {
      const blobs: (string | Blob)[] = [];
      for (const part of parts) {
        blobs.push(typeof part === 'string' ? part : await blobOf(part, base64));
      }
      return new Blob(blobs);
    },
  };
}

async function* pieces(parts: Part[], base64: boolean): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (typeof part === 'string') {
      yield utf8.encode(part);
    } else if (base64) {
      for await (const full of inFullPieces(part.contents)) {
        yield utf8.encode(encoded(full));
      }
    } else {
      yield* chunks(part.contents);
    }
  }
}

async function* chunks(contents: UploadedFile['contents']): AsyncGenerator<Uint8Array> {
  const reader = (contents instanceof Blob ? contents.stream() : contents).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      yield next.value;
    }
  } finally {
    await reader.cancel();
  }
}

async function* inFullPieces(contents: UploadedFile['contents']): AsyncGenerator<Uint8Array> {
  let full = new Uint8Array(piece);
  let held = 0;
  for await (let chunk of chunks(contents)) {
    while (chunk.length > 0) {
      const taken = chunk.subarray(0, piece - held);
      full.set(taken, held);
      held += taken.length;
      chunk = chunk.subarray(taken.length);
      if (held === piece) {
        yield full;
        full = new Uint8Array(piece);
        held = 0;
      }
    }
  }
  yield full.subarray(0, held);
}

function streamOf(bytes: AsyncGenerator<Uint8Array>, onSent: (sent: number) => void): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await bytes.next();
        if (done) {
          controller.close();
          return;
        }
        controller.enqueue(value);
        sent += value.length;
        onSent(sent);
      },
      async cancel() {
        await bytes.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function blobOf({ contents }: UploadedFile, base64: boolean): Promise<Blob> {
  const blob = contents instanceof Blob ? contents : await new Response(contents).blob();
  if (!base64) {
    return blob;
  }
  const texts: string[] = [];
  for await (const full of inFullPieces(blob)) {
    texts.push(encoded(full));
  }
  return new Blob(texts);
}

function encoded(bytes: Uint8Array): string {
  if (typeof Buffer !== 'undefined') {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
  }
  let binary = '';
  for (let i = 0; i < bytes.length; i += 4096) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 4096));
  }
  return btoa(binary);
}

function sizeOf(part: Part, base64: boolean): number | undefined {
  if (typeof part === 'string') {
    return utf8.encode(part).length;
  }
  if (!(part.contents instanceof Blob)) {
    return undefined;
  }
  return base64 ? 4 * Math.ceil(part.contents.size / 3) : part.contents.size;
}

function nameOf({ name, contents }: UploadedFile): string {
  return name ?? (contents instanceof File ? contents.name : 'file');
}

function typeOf({ type, contents }: UploadedFile): string {
  return type ?? ((contents instanceof Blob && contents.type) || 'application/octet-stream');
}

function open(object: object): string {
  return JSON.stringify(object).slice(0, -1);
}

/** As RFC 5987 wants it. */
function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
