/** What Node.js adds: files on a disk. */
import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { rename, rm, open as openFile, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Progress, Satchel, UploadedFile } from './index.js';
import { run } from './retries.js';

/** A file to upload, which is read from the disk piece by piece. */
export async function fileOf(path: string, type = 'application/octet-stream'): Promise<UploadedFile> {
  return { contents: await openAsBlob(path), name: basename(path), type };
}

export interface DownloadToOptions {
  imageSize?: { width: number; height: number };
  onProgress?: Progress;
}

/**
 * Writes a file's bytes, or a thumbnail, to `path`. A download that breaks off goes on where it was, if the file is
 * still the same. `path` appears, or is replaced, when all is there.
 */
export async function downloadTo(
  satchel: Satchel,
  id: string,
  path: string,
  { imageSize, onProgress }: DownloadToOptions = {},
): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  const file = await openFile(part, 'wx');
  try {
    const state = { held: 0, tag: null as string | null };
    await run(satchel.retries, true, async () => {
      const rest = state.held > 0 && state.tag !== null;
      const headers: Record<string, string> = rest
        ? { Range: `bytes=${state.held}-`, 'If-Range': state.tag! }
        : {};
      const answer = await satchel.open(id, imageSize ? { imageSize, headers } : { headers });
      await write(answer, file, state, onProgress);
    });
    await file.close();
    await rename(part, path);
  } finally {
    await file.close().catch(() => undefined);
    await rm(part, { force: true });
  }
}

async function write(
  answer: Response,
  file: FileHandle,
  state: { held: number; tag: string | null },
  onProgress: Progress | undefined,
): Promise<void> {
  if (answer.status !== 206) {
    state.held = 0;
    await file.truncate(0);
  }
  state.tag = answer.headers.get('ETag');
  const length = answer.headers.get('Content-Length');
  const total = length === null ? undefined : state.held + Number(length);
  for await (const piece of answer.body ?? []) {
    await file.write(piece, 0, piece.length, state.held);
    state.held += piece.length;
    onProgress?.(state.held, total);
  }
}
