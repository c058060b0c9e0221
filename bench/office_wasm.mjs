#!/usr/bin/env node
// LibreOffice compiled to WebAssembly, called as `soffice` is: a further judge for bench/agreement.py and bench/edits.py.
//
//     npm install --prefix FOLDER @matbee/libreoffice-converter@2.7.2      (MPL-2.0, 250 MB; the project does not need it otherwise)
//     sed -i s/pthreadPoolSize=4/pthreadPoolSize=24/ FOLDER/node_modules/@matbee/libreoffice-converter/wasm/soffice.cjs
//     NODE_PATH=FOLDER/node_modules python bench/agreement.py --office 'node bench/office_wasm.mjs' SOURCE…
//
// It waits for ever for its fifth thread, which no one starts while it waits: hence the second line.
// Options: `--version`, or `--convert-to pdf --outdir FOLDER FILE…`; others are passed over. Faces and their other names are those of the file that
// FONTCONFIG_FILE names, as with `soffice`. The version is the one that a PDF of this program says made it.

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const PACKAGE = "@matbee/libreoffice-converter";
const require = createRequire(import.meta.url);

async function started() {
  const { LibreOfficeConverter } = require(`${PACKAGE}/server`);
  const converter = new LibreOfficeConverter({ wasmLoader: require(`${PACKAGE}/wasm/loader`), fonts: faces(process.env.FONTCONFIG_FILE) });
  await converter.initialize();
  return converter;
}

/** The file of fontconfig's settings → its faces, and a copy of each under the other names it has there: this program heeds no settings. */
function faces(config) {
  if (!config) return [];
  const text = readFileSync(config, "utf8");
  const files = [...text.matchAll(/<dir>([^<]*)<\/dir>/g)].flatMap(([, folder]) =>
    readdirSync(folder)
      .filter((name) => /\.(ttf|otf)$/.test(name))
      .map((filename) => ({ filename, data: readFileSync(join(folder, filename)) })),
  );
  const others = [...text.matchAll(/<string>([^<]*)<\/string>[^]*?<string>([^<]*)<\/string>/g)].map(([, name, family], number) => {
    const face = files.find(({ data }) => families(data).includes(family));
    return { filename: `named${number}.ttf`, data: renamed(face.data, name) };
  });
  return [...files, ...others];
}

const FAMILY = 1;
const WINDOWS_UNICODE = [3, 1, 0x409];

/** The tables of a font file, by their tags. */
function tables(font) {
  const found = new Map();
  for (let entry = 12; entry < 12 + 16 * font.readUInt16BE(4); entry += 16) {
    const start = font.readUInt32BE(entry + 8);
    found.set(font.toString("latin1", entry, entry + 4), font.subarray(start, start + font.readUInt32BE(entry + 12)));
  }
  return found;
}

function families(font) {
  const table = tables(font).get("name");
  const strings = table.readUInt16BE(4);
  const found = [];
  for (let record = 6; record < 6 + 12 * table.readUInt16BE(2); record += 12) {
    const [platform, , , identity, length, offset] = [0, 2, 4, 6, 8, 10].map((place) => table.readUInt16BE(record + place));
    if (platform === 3 && identity === FAMILY) {
      const start = strings + offset;
      found.push(Buffer.from(table.subarray(start, start + length)).swap16().toString("utf16le"));
    }
  }
  return found;
}

/** A font file → the same font under another name. */
function renamed(font, name) {
  const texts = [[FAMILY, name], [2, "Regular"], [4, name], [6, `Named${Buffer.from(name).toString("hex")}`]];
  const strings = texts.map(([, text]) => Buffer.from(text, "utf16le").swap16());
  const head = [0, texts.length, 6 + 12 * texts.length];
  let offset = 0;
  texts.forEach(([identity], place) => {
    head.push(...WINDOWS_UNICODE, identity, strings[place].length, offset);
    offset += strings[place].length;
  });
  const names = Buffer.alloc(2 * head.length);
  head.forEach((value, place) => names.writeUInt16BE(value, 2 * place));
  const all = tables(font).set("name", Buffer.concat([names, ...strings]));
  const directory = Buffer.alloc(12 + 16 * all.size);
  font.copy(directory, 0, 0, 12);
  const parts = [directory];
  let place = directory.length;
  [...all].forEach(([tag, table], number) => {
    const entry = 12 + 16 * number;
    directory.write(tag, entry, "latin1");
    directory.writeUInt32BE(place, entry + 8);
    directory.writeUInt32BE(table.length, entry + 12);
    const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)]);
    parts.push(padded);
    place += padded.length;
  });
  return Buffer.concat(parts);
}

async function toPdf(converter, data, file) {
  return Buffer.from((await converter.convert(data, { outputFormat: "pdf" }, file)).data);
}

function producer(pdf) {
  const [, hexadecimal] = /\/Producer\s*<FEFF([0-9A-F]*)>/.exec(pdf.toString("latin1"));
  return Buffer.from(hexadecimal, "hex").swap16().toString("utf16le");
}

/** Do the work in this process: print the version, or convert what is not converted yet. */
async function work(words) {
  const say = process.stdout.write.bind(process.stdout);
  // The program tells of every file it opens.
  console.log = console.error = console.warn = () => {};
  const converter = await started();
  if (words.includes("--version")) {
    say(`${producer(await toPdf(converter, Buffer.from("1"), "1.txt"))}\n`);
  } else {
    for (const [file, pdf] of missing(words)) writeFileSync(pdf, await toPdf(converter, readFileSync(file), basename(file)));
  }
  process.exit(0);
}

/** The files that have no PDF yet, each with that PDF's path. */
function missing(words) {
  const outdir = words[words.indexOf("--outdir") + 1];
  const files = words.filter((word) => word.endsWith(".docx")).map((file) => [file, join(outdir, `${basename(file, ".docx")}.pdf`)]);
  return files.filter(([, pdf]) => !existsSync(pdf));
}

const IN_THIS_PROCESS = "OFFICE_WASM_WORKS";
const words = process.argv.slice(2);
if (process.env[IN_THIS_PROCESS]) {
  await work(words);
} else {
  // Now and then it waits for one of its threads for ever: then it is stopped, and begins the rest again.
  const env = { ...process.env, [IN_THIS_PROCESS]: "1" };
  const seconds = words.includes("--version") ? 60 : 30 + 15 * missing(words).length;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const options = { env, stdio: ["ignore", "inherit", "ignore"], timeout: 1000 * seconds };
    const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), ...words], options);
    if (status === 0) process.exit(0);
  }
  console.error("LibreOffice (WebAssembly) stopped twenty times");
  process.exit(1);
}
