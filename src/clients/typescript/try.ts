/** Uploads, lists, downloads and deletes with the generated client: node try.js URL KEY. */
import { Configuration, FilesApi, ResponseError, type StoredFile } from './client';

declare const process: { argv: string[]; exitCode?: number };

const [, , basePath, key] = process.argv;
const api = new FilesApi(new Configuration({ basePath, accessToken: key }));
const userId = crypto.randomUUID();
const text = 'Zwölf Boxkämpfer';

function expect<T>(what: string, seen: T, right: T): void {
  if (seen !== right) {
    throw new Error(`${what}: ${seen} instead of ${right}`);
  }
}

async function contents(file: StoredFile): Promise<string> {
  const blob = await api.downloadFile({ id: file.id });
  return blob ? blob.text() : '';
}

async function main(): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  const files = [
    { name: 'as.json', type: 'text/plain', contents: btoa(String.fromCharCode(...bytes)) },
  ];
  const [json] = await api.uploadFiles({ upload: { userId, files, expiryInterval: 3600 } });
  const [form] = await api.uploadForm({
    userId,
    files: [new File([bytes], 'as.form', { type: 'text/plain' })],
  });
  expect('name', json.originalName, 'as.json');
  expect('name', form.originalName, 'as.form');
  expect('type', form.mimeType, 'text/plain');
  expect('end', json.expiresAt!.getTime() - json.createdAt.getTime(), 3_600_000);
  expect('no end', form.expiresAt, null);

  const page = await api.listFiles({ userId, limit: 10 });
  expect('files', page.files.map((file) => file.id).join(), [form.id, json.id].join());
  expect('next page', page.nextCursor, null);
  expect('contents', await contents(json), text);
  expect('contents', await contents(form), text);

  await api.deleteFile({ id: json.id });
  await api.deleteFile({ id: form.id });
  const gone = await api.getFileMetadata({ id: json.id }).catch((e: ResponseError) => e);
  expect('status', gone instanceof ResponseError ? gone.response.status : 200, 404);
  console.log('uploaded, listed, downloaded, deleted');
}

main().catch((e) => {
  console.log(e);
  process.exitCode = 1;
});
