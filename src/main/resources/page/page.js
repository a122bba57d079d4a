// The page of a file request, made better: several photos with previews, true progress, and uploads
// that go on after the connection, or the page, was away. Without it the page's form works alone.
// Uploads follow tus 1.0 (https://tus.io/protocols/resumable-upload).

const form = document.querySelector("form[data-uploads]");
const LONGEST_PAUSE = 30_000;
const STALLED = 60_000;
const LONGEST_KEPT = 7 * 24 * 3600 * 1000;
const AGAIN = [408, 409, 423, 429];

/** Fills in %1, %2, ... of a text. */
const fill = (text, ...values) => values.reduce((all, value, i) => all.replace(`%${i + 1}`, () => value), text);

// --- What was chosen is kept in the browser until it has arrived, so that a page that was closed goes on.

const kept = {
  opened: undefined,

  /** The database; undefined where the browser keeps nothing, as some do in private windows. */
  open() {
    this.opened ??= new Promise((resolve) => {
      const request = indexedDB.open("satchel", 1);
      request.onupgradeneeded = () =>
        request.result.createObjectStore("items", { keyPath: "id" }).createIndex("link", "link");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(undefined);
    }).catch(() => undefined);
    return this.opened;
  },

  async run(mode, work) {
    const database = await this.open();
    if (!database) return undefined;
    return new Promise((resolve) => {
      const transaction = database.transaction("items", mode);
      const request = work(transaction.objectStore("items"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => resolve(undefined);
    });
  },

  put: ({ id, link, file, name, text, upload }) =>
    kept.run("readwrite", (items) => items.put({ id, link, file, name, text, upload })),
  remove: (id) => kept.run("readwrite", (items) => items.delete(id)),
  async of(link) {
    return (await kept.run("readonly", (items) => items.index("link").getAll(link))) ?? [];
  },

  /** Whatever the reader has left behind goes after a while. Ids begin with the time. */
  forgetOld: () => kept.run("readwrite", (items) => items.delete(IDBKeyRange.upperBound(String(Date.now() - LONGEST_KEPT)))),
};

// --- Uploads

class Refused extends Error {
  constructor(status, code) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

class Passing extends Error {
  constructor(seconds) {
    super("try again");
    this.seconds = seconds;
  }
}

const tus = { "Tus-Resumable": "1.0.0" };
const base64 = (text) => btoa(String.fromCodePoint(...new TextEncoder().encode(text)));

/** Fails with what an answer means, unless it is good. */
function judge(status, header, body) {
  if (status >= 200 && status < 300) return;
  if (status === 0 || status >= 500 || AGAIN.includes(status)) throw new Passing(Number(header("Retry-After")) || 0);
  let code = "";
  try {
    code = JSON.parse(body).code;
  } catch {
    // A proxy's answer, of which the status is all that is known.
  }
  throw new Refused(status, code);
}

async function call(method, url, headers) {
  let answer;
  try {
    answer = await fetch(url, { method, headers: { ...tus, ...headers }, cache: "no-store" });
  } catch {
    throw new Passing(0);
  }
  judge(answer.status, (name) => answer.headers.get(name), await answer.text());
  return answer.headers;
}

/** Sends bytes, which fetch cannot tell the progress of. A connection that has gone away may say nothing of it. */
function append(url, offset, bytes, progress) {
  const request = new XMLHttpRequest();
  const abort = () => request.abort();
  let patience = setTimeout(abort, STALLED);
  addEventListener("offline", abort);
  return new Promise((resolve, reject) => {
    request.open("PATCH", url);
    Object.entries({ ...tus, "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" }).forEach(
      ([name, value]) => request.setRequestHeader(name, value),
    );
    request.upload.onprogress = (event) => {
      clearTimeout(patience);
      patience = setTimeout(abort, STALLED);
      progress(event.loaded);
    };
    request.onload = () => {
      try {
        resolve(judge(request.status, (name) => request.getResponseHeader(name), request.responseText));
      } catch (failure) {
        reject(failure);
      }
    };
    request.onerror = request.ontimeout = request.onabort = () => reject(new Passing(0));
    request.send(bytes);
  }).finally(() => {
    clearTimeout(patience);
    removeEventListener("offline", abort);
  });
}

const uploads = () => form.dataset.uploads;
const urlOf = (item) => `${uploads()}/${item.upload}${form.dataset.query}`;

async function create(item) {
  const metadata = [
    ["filename", item.name],
    ["filetype", item.file.type || "application/octet-stream"],
    ...(item.text ? [["description", item.text]] : []),
  ];
  const headers = await call("POST", uploads() + form.dataset.query, {
    "Upload-Length": item.file.size,
    "Upload-Metadata": metadata.map(([key, value]) => `${key} ${base64(value)}`).join(","),
  });
  item.upload = headers.get("Location").split("/").pop();
  await kept.put(item);
}

/** From where the upload goes on; begins anew where it is not there any more, which also tells why it was refused. */
async function offset(item) {
  if (item.upload) {
    try {
      return Number((await call("HEAD", urlOf(item), {})).get("Upload-Offset"));
    } catch (failure) {
      if (!(failure instanceof Refused) || ![403, 404, 410].includes(failure.status)) throw failure;
    }
  }
  await create(item);
  return 0;
}

async function attempt(item, progress) {
  const from = await offset(item);
  progress(from);
  if (from < item.file.size) {
    await append(urlOf(item), from, item.file.slice(from), (sent) => progress(from + sent));
  }
  progress(item.file.size);
}

/** Ends after a while, or when the browser is online again. */
function pause(milliseconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    addEventListener("online", done);
    function done() {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    }
  });
}

/** Brings the whole file, however often the connection breaks; fails where it is refused. */
async function bring(item, progress, waiting) {
  for (let tries = 0; ; tries++) {
    try {
      let moved = false;
      await attempt(item, (sent) => {
        moved ||= sent > 0;
        waiting(false);
        progress(sent);
      }).catch((failure) => {
        if (moved) tries = 0;
        throw failure;
      });
      return;
    } catch (failure) {
      if (!(failure instanceof Passing)) throw failure;
      waiting(true);
      const wait = Math.min(LONGEST_PAUSE, 500 * 2 ** tries) * (0.75 + Math.random() / 2);
      await pause(Math.max(failure.seconds * 1000, wait));
    }
  }
}

// --- Photos that are too large for the request are made smaller, upright, before they are sent.

async function smaller(file) {
  const most = Number(form.dataset.maxPixels);
  if (!most || !file.type.startsWith("image/")) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.sqrt(most / (picture.width * picture.height));
    if (scale >= 1) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.floor(picture.width * scale));
    canvas.height = Math.max(1, Math.floor(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
    return blob ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: blob.type }) : file;
  } catch {
    return file; // The browser cannot read it, which says nothing of whether the service can.
  }
}

// --- What is seen

function start() {
  const text = form.dataset;
  const part = (id) => document.getElementById(id);
  const clone = (id) => part(id).content.cloneNode(true);
  const items = [];
  let sending = false;
  let arrived = 0;

  part("plain").replaceWith(clone("better"));
  const status = part("status");
  const error = part("error");

  const say = (words) => {
    if (status.textContent !== words) status.textContent = words;
  };
  const complain = (where, words) => {
    where.textContent = words;
    where.hidden = !words;
  };

  function number() {
    part("send").hidden = !items.length;
    items.forEach((item, i) => {
      const name = fill(text.number, i + 1);
      item.view.querySelector("img").alt = name;
      item.view.querySelector("label span").textContent = `${name}. ${item.question}`;
      item.view.querySelector(".remove").textContent = fill(text.remove, name);
    });
  }

  function show(item) {
    const view = clone("item").firstElementChild;
    const [image, input] = [view.querySelector("img"), view.querySelector("input")];
    item.question = view.querySelector("label span").textContent;
    item.view = view;
    input.value = item.text;
    input.oninput = () => {
      item.text = input.value;
      kept.put(item);
    };
    view.querySelector(".remove").onclick = () => drop(item);
    image.onload = () => URL.revokeObjectURL(image.src);
    image.onerror = () => {
      image.hidden = true;
      view.querySelector(".name").textContent = item.name;
    };
    if (item.file.type.startsWith("image/")) image.src = URL.createObjectURL(item.file);
    else image.onerror();
    part("items").append(view);
    number();
  }

  function drop(item) {
    const at = items.indexOf(item);
    const name = fill(text.number, at + 1);
    items.splice(at, 1);
    item.view.remove();
    kept.remove(item.id);
    if (item.upload) call("DELETE", urlOf(item), {}).catch(() => {}); // Else it expires.
    number();
    say(fill(text.removed, name));
    (items[Math.min(at, items.length - 1)]?.view.querySelector(".remove") ?? part("gallery")).focus();
  }

  async function choose(input) {
    const chosen = [...input.files];
    input.value = "";
    complain(error, "");
    for (const file of chosen) {
      const ready = await smaller(file);
      const item = { id: newId(), link: text.link, file: ready, name: ready.name, text: "", upload: undefined };
      items.push(item);
      show(item);
      await kept.put(item);
      say(fill(text.added, fill(text.number, items.length)));
    }
  }

  const newId = () => `${Date.now()}-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;

  const words = (failure) =>
    ({
      not_an_image: text.notAPhoto,
      file_too_large: text.tooLarge,
      too_many_uploads: text.tooLarge,
      link_ended: text.ended,
      file_request_expired: text.ended,
      date_of_birth_required: text.birth,
    })[failure.code] ?? text.failed;

  async function send() {
    if (sending) return;
    if (!items.length) {
      complain(error, text.nothing);
      return;
    }
    sending = true;
    complain(error, "");
    busy(true);
    const total = items.reduce((sum, item) => sum + item.file.size, 0) || 1;
    const count = items.length;
    let before = 0;
    let failed = 0;
    for (const [i, item] of [...items].entries()) {
      const complaint = item.view.querySelector(".error");
      complain(complaint, "");
      try {
        await bring(
          item,
          (sent) => progress(i + 1, count, (100 * (before + sent)) / total),
          (away) => say(away ? text.waiting : text.sending),
        );
        await kept.remove(item.id);
        items.splice(items.indexOf(item), 1);
        item.view.remove();
        arrived++;
      } catch (failure) {
        complain(complaint, words(failure));
        item.upload = undefined; // Not to be sent again by itself.
        kept.put(item);
        failed++;
      }
      before += item.file.size;
    }
    sending = false;
    busy(false);
    number();
    say("");
    if (!failed) thank();
    else part("items").querySelector(".error:not([hidden])").scrollIntoView({ block: "center" });
  }

  function progress(at, count, percent) {
    part("bar").value = percent;
    part("done").textContent = fill(text.progress, at, count, Math.floor(percent));
  }

  function busy(is) {
    part("progress").hidden = !is;
    part("send").disabled = is;
    document.querySelectorAll(".picker, #items input, #items button").forEach((it) => (it.disabled = is));
    if (is) {
      progress(1, items.length, 0);
      say(text.sending);
    }
  }

  function thank() {
    const thanks = clone("thanks");
    const line = thanks.querySelector("[data-text]");
    line.textContent = fill(line.dataset.text, arrived);
    document.querySelector("main").replaceChildren(thanks);
    part("end").focus();
  }

  part("camera").onchange = part("gallery").onchange = (event) => choose(event.target);
  form.onsubmit = (event) => {
    event.preventDefault();
    send();
  };
  addEventListener("beforeunload", (event) => {
    if (sending) event.preventDefault();
  });
  kept.forgetOld().then(() => kept.of(text.link)).then((left) => {
    left.forEach((item) => {
      items.push(item);
      show(item);
    });
    number();
    if (left.some((item) => item.upload)) send();
  });
}

/** Times as the reader's clock shows them. */
for (const time of document.querySelectorAll("time")) {
  time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang, {
    dateStyle: "long",
    timeStyle: "short",
  });
}

if (form) start();
else document.getElementById("end")?.focus();
