/** Tries the client on a running service: see README.md. Faults of the network come from what ClientsIT sets up. */
import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { InvalidSignature, Satchel, SatchelError, verifyWebhook } from 'satchel-client';
import { downloadTo, fileOf } from 'satchel-client/node';

const { SATCHEL_URL: url, SATCHEL_KEY: key, SATCHEL_CUT_UPLOADS, SATCHEL_CUT_DOWNLOADS, SATCHEL_LARGE } = process.env;
const photoPath = fileURLToPath(new URL('../../photo.jpg', import.meta.url));
const satchel = new Satchel(url, key);
const text = 'Zwölf Boxkämpfer';

let folder;
let userId;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-'));
  userId = randomUUID();
});
afterEach(() => rm(folder, { recursive: true }));

const picture = () => fileOf(photoPath, 'image/jpeg');
const fails = (status, code) => (e) => e instanceof SatchelError && e.status === status && e.code === code;

test('uploads, lists, downloads and deletes', async () => {
  const note = new File([text], 'Zwölf "x%22".txt', { type: 'text/plain' });
  const described = { contents: note, description: 'größer' };
  const [photo] = await satchel.upload(await picture(), { userId });
  const pair = await satchel.upload([described, await picture()], { userId, expiryInterval: 3600, asJson: true });
  const [form] = await satchel.upload([described], { userId });

  assert.deepEqual(
    [photo.originalName, photo.mimeType, photo.imageWidth, photo.imageHeight],
    ['photo.jpg', 'image/jpeg', 800, 600],
  );
  for (const file of [pair[0], form]) {
    assert.deepEqual([file.originalName, file.mimeType, file.description], [note.name, note.type, 'größer']);
  }
  assert.equal(form.expiresAt, null);
  assert.notEqual(pair[0].expiresAt, null);
  const listed = await collected(satchel.files({ userId, limit: 1 }));
  assert.deepEqual(listed.map((it) => it.id).sort(), [photo, ...pair, form].map((it) => it.id).sort());
  assert.deepEqual(await satchel.metadata(photo.id), photo);
  await downloadTo(satchel, pair[1].id, join(folder, 'copy.jpg'));
  assert.deepEqual(await readFile(join(folder, 'copy.jpg')), await readFile(photoPath));
  assert.equal(await (await satchel.download(form.id)).text(), text);
  await satchel.delete(photo.id);
  await assert.rejects(satchel.metadata(photo.id), fails(404, ''));
  await assert.rejects(downloadTo(satchel, photo.id, join(folder, 'none')), fails(404, ''));
  assert.deepEqual(await readdir(folder), ['copy.jpg']);
});

test('makes thumbnails', async () => {
  const [photo] = await satchel.upload(await picture(), { userId });
  const [small] = await satchel.upload(await satchel.thumbnail(photo.id, 80, 60), { userId });
  assert.deepEqual([small.mimeType, small.imageWidth, small.imageHeight], ['image/jpeg', 80, 60]);
});

test('says what is wrong', async () => {
  const nonsense = { contents: new Blob([]), type: 'nonsense' };
  await assert.rejects(satchel.upload(nonsense, { userId, asJson: true }), (e) => {
    assert.ok(fails(400, 'invalid_media_type')(e));
    assert.equal(e.path, 'files[0].type');
    assert.match(e.message, /files\[0\]\.type/);
    assert.ok(e.requestId);
    return true;
  });
  const stranger = new Satchel(url, 'no-such-key').upload(new Blob([new Uint8Array(20_000_000)]), { userId });
  await assert.rejects(stranger, fails(401, ''));
  await assert.rejects(satchel.api.GET('/v1/files/{id}/metadata', { params: { path: { id: 'x' } } }), SatchelError);
});

test('sends once what can be read once', async () => {
  for (const asJson of [false, true]) {
    const pieces = Readable.toWeb(Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(5000, 'x'))));
    const [file] = await satchel.upload({ contents: pieces, name: 'pipe' }, { userId, asJson });
    assert.equal(file.size, 500_000);
  }
});

test('waits for as long as it is asked to', async () => {
  const { data } = await satchel.api.POST('/v1/api-keys', { body: { name: 'often', scopes: ['files:read'] } });
  const list = async (client, times) => {
    for (let i = 0; i < times; i++) {
      await client.api.GET('/v1/files', { params: { query: { limit: 1 } } });
    }
  };
  await assert.rejects(list(new Satchel(url, data.key, { tries: 1 }), 1000), (e) => {
    assert.ok(fails(429, 'rate_limited')(e));
    return e.retryAfter >= 1;
  });
  await list(new Satchel(url, data.key), 5);
  await assert.rejects(list(new Satchel(url, data.key, { longestWait: 0.5 }), 1000), fails(429, 'rate_limited'));
});

test('asks for files and verifies what it is told', async (t) => {
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    response.writeHead(204).end();
    server.emit('delivery', request.headers, Buffer.concat(chunks));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const hook = await satchel.registerWebhook(`http://127.0.0.1:${server.address().port}/`);
  t.after(async () => {
    server.close();
    await satchel.api.DELETE('/v1/webhooks/{id}', { params: { path: { id: hook.id } } });
  });

  const delivery = once(server, 'delivery', { signal: AbortSignal.timeout(60_000) });
  const request = await satchel.createFileRequest({ type: 'photo', prompt: 'Please take a photo.' });
  const [photo] = await satchel.upload(await picture(), { userId, fileRequestId: request.id });
  const [headers, body] = await delivery;

  const event = await verifyWebhook(hook.secret, headers, body);
  assert.deepEqual([event.addedFileIds, event.fileRequest.id], [[photo.id], request.id]);
  const sent = Number(headers['webhook-timestamp']);
  for (const [secret, head, bytes, now] of [
    ['whsec_' + 'A'.repeat(32), headers, body, sent],
    [hook.secret, headers, Buffer.concat([body, Buffer.from(' ')]), sent],
    [hook.secret, headers, body, sent + 301],
    [hook.secret, headers, body, sent - 301],
    [hook.secret, { ...headers, 'webhook-id': 'other' }, body, sent],
    [hook.secret, {}, body, sent],
  ]) {
    await assert.rejects(verifyWebhook(secret, head, bytes, now), InvalidSignature);
  }
  await verifyWebhook(hook.secret, new Headers({ ...headers, 'webhook-signature': `v1,x ${headers['webhook-signature']}` }), body);
  assert.deepEqual((await satchel.fileRequest(request.id)).files.map((it) => it.id), [photo.id]);
  await satchel.deleteFileRequest(request.id);
  await assert.rejects(satchel.fileRequest(request.id), fails(404, ''));
});

test('goes on when connections break', { skip: !SATCHEL_CUT_UPLOADS }, async () => {
  const bytes = randomBytes(20_000_000);
  await writeFile(join(folder, 'source'), bytes);
  const sent = [];
  const received = [];
  const source = await fileOf(join(folder, 'source'));
  const [file] = await new Satchel(SATCHEL_CUT_UPLOADS, key).upload(source, {
    userId,
    onProgress: (count, total) => sent.push([count, total]),
  });
  assert.deepEqual((await collected(satchel.files({ userId }))).map((it) => it.id), [file.id]);
  assert.equal(sent.at(-1)[0], sent.at(-1)[1]);
  assert.equal(sent.filter(([count]) => count === sent[0][0]).length, 2, 'tries');
  await downloadTo(new Satchel(SATCHEL_CUT_DOWNLOADS, key), file.id, join(folder, 'copy'), {
    onProgress: (count) => received.push(count),
  });
  assert.ok(bytes.equals(await readFile(join(folder, 'copy'))));
  assert.deepEqual(received, [...new Set(received)].sort((a, b) => a - b), 'what was there is not fetched again');
});

test('holds no large file in memory', { skip: !SATCHEL_LARGE }, async () => {
  const before = process.resourceUsage().maxRSS;
  const ids = [];
  for (const asJson of [true, false]) {
    const [file] = await satchel.upload(await fileOf(SATCHEL_LARGE), { userId, asJson });
    ids.push(file.id);
  }
  await downloadTo(satchel, ids[0], join(folder, 'copy'));
  assert.equal(await digest(join(folder, 'copy')), await digest(SATCHEL_LARGE));
  const grown = Math.round((process.resourceUsage().maxRSS - before) / 1024);
  assert.ok(grown < 128, `${grown} MiB of memory`);
});

async function collected(files) {
  const all = [];
  for await (const file of files) {
    all.push(file);
  }
  return all;
}

async function digest(path) {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) {
    hash.update(piece);
  }
  return hash.digest('hex');
}
