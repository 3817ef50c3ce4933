"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const asked = JSON.parse(byId("asked").textContent);
  const forbidden = new RegExp("[" + asked.forbidden + "]", "gu");
  const questions = [...document.querySelectorAll(".question")];
  const PREFIX = "coopcli:" + asked.form + ":";
  const LARGEST = 1000000;
  const TAKEN = "There is another draft of this name and round: continue it at the top of the page, or change the name. Nothing is kept until then.";
  const me = ["rater", "round", "date"].map(byId);
  let nonce = fresh();
  let key = "";
  let dirty = false;

  function fresh() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // Text that the reader of sheets accepts: marks that hide or reorder text carry no words.
  function clean(text) {
    return text.replace(/\r\n?/g, "\n").replace(forbidden, "").trim();
  }

  function answerOf(question) {
    const chosen = question.querySelector("input[type=radio]:checked");
    const given = chosen ? chosen.value : "";
    const upTo = question.querySelector(".up-to").value;
    return {
      digest: asked.questions[question.dataset.area][question.dataset.question],
      given,
      upTo: /^\d/.test(given) && Number(upTo) > Number(given) ? upTo : "",
      reason: clean(question.querySelector(".reason").value),
      evidence: [...question.querySelectorAll(".fact:checked")].map((fact) => fact.value),
    };
  }

  function draft() {
    const areas = {};
    for (const question of questions) {
      const { area, question: name } = question.dataset;
      (areas[area] = areas[area] || {})[name] = answerOf(question);
    }
    return { form: asked.form, rater: clean(byId("rater").value), round: byId("round").value, nonce, areas };
  }

  // Puts a draft into the page; says how many of its answers are to questions that read otherwise.
  // In the form of a later round the answers begin the sheet of that round.
  function fill(saved) {
    let stale = 0;
    const later = Number(byId("round").defaultValue) > Number(saved.round || 0);
    byId("rater").value = String(saved.rater || "");
    byId("round").value = later ? byId("round").defaultValue : String(saved.round);
    nonce = !later && /^[0-9a-f]{32}$/.test(saved.nonce) ? saved.nonce : fresh();
    for (const question of questions) {
      const { area, question: name } = question.dataset;
      const own = ((saved.areas || {})[area] || {})[name] || {};
      const known = own.digest === asked.questions[area][name];
      if (!known && (own.given || own.reason)) stale += 1;
      for (const choice of question.querySelectorAll("input[type=radio]"))
        choice.checked = known && choice.value === own.given;
      question.querySelector(".up-to").value = known ? String(own.upTo || "") : "";
      question.querySelector(".reason").value = String(own.reason || "");
      for (const fact of question.querySelectorAll(".fact"))
        fact.checked = known && [...(own.evidence || [])].includes(fact.value);
    }
    key = keyOf();
    show();
    return stale;
  }

  function roundOf(name) {
    return name.slice(PREFIX.length).split(":")[0];
  }

  function keyOf() {
    return PREFIX + byId("round").value + ":" + clean(byId("rater").value);
  }

  // Who comes back and types the own name gets the own draft; an empty page takes the place of none.
  function named() {
    if (taken() && questions.every((question) => !begun(answerOf(question)))) resume(keyOf());
    else keep();
  }

  // Whether another sheet is kept under this name and round.
  function taken() {
    try {
      const old = localStorage.getItem(keyOf());
      return old !== null && JSON.parse(old).nonce !== nonce;
    } catch {
      return false;
    }
  }

  function begun(answer) {
    return answer.given || answer.reason || answer.evidence.length;
  }

  function resume(name) {
    const saved = JSON.parse(localStorage.getItem(name));
    fill(saved);
    byId("drafts").hidden = true;
    const round = byId("round").value;
    const other = round !== String(saved.round);
    next();
    if (other) keep("The answers of round " + saved.round + " go on as those of round " + round + ".");
    else say("The draft goes on.");
  }

  function keep(message = "Kept in this browser.") {
    dirty = true;
    const now = keyOf();
    show();
    if (taken()) {
      offer();
      return say(TAKEN);
    }
    try {
      // A name that was corrected takes its draft along; the draft of another round stays.
      if (key && key !== now && roundOf(key) === roundOf(now)) localStorage.removeItem(key);
      key = now;
      localStorage.setItem(key, JSON.stringify(draft()));
      say(message);
      dirty = false;
    } catch {
      say("This browser keeps nothing: save a draft file before you close the page.");
    }
  }

  function stored() {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    } catch {
      return [];
    }
  }

  function say(words) {
    if (byId("status").textContent !== words) byId("status").textContent = words;
  }

  function open() {
    return questions.filter((question) => !question.querySelector("input[type=radio]:checked"));
  }

  function show() {
    const left = open();
    for (const question of questions) question.classList.toggle("open", left.includes(question));
    byId("progress").value = questions.length - left.length;
    byId("count").textContent = questions.length - left.length + " of " + questions.length;
    byId("left").textContent = left.length
      ? left.length + " of " + questions.length + " questions are still open. You can save the sheet all the same."
      : "Every question has an answer.";
    byId("next").hidden = !left.length;
    byId("done").hidden = true; // a receipt is that of a file, not of what was changed since
  }

  function next() {
    const [first] = open();
    if (!first) return;
    first.scrollIntoView();
    first.querySelector("input").focus({ preventScroll: true });
  }

  // The sheet as YAML; text stands in double quotes, whose escapes are those of JSON.
  function sheet() {
    const { rater, round, areas } = draft();
    const lines = [
      "answer-sheet: 1",
      "rubric: " + asked.rubric,
      "rater: " + JSON.stringify(rater),
      "date: " + byId("date").value,
      "round: " + Number(round),
      "nonce: '" + nonce + "'",
      "areas:",
    ];
    for (const [area, answers] of Object.entries(areas)) {
      lines.push("  " + area + ":");
      for (const [name, answer] of Object.entries(answers)) {
        if (!answer.given && !answer.reason) continue;
        const given = answer.upTo ? "[" + answer.given + ", " + answer.upTo + "]" : answer.given || "''";
        lines.push("    " + name + ":", "      digest: " + answer.digest, "      given: " + given);
        if (answer.reason) lines.push("      reason: " + JSON.stringify(answer.reason));
        if (answer.evidence.length) lines.push("      evidence: [" + answer.evidence.join(", ") + "]");
      }
    }
    return lines.join("\n") + "\n";
  }

  function download(name, text, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  function fileName(kind, suffix) {
    const rater = clean(byId("rater").value).replace(/[^\p{L}\p{N}]+/gu, "-") || "nobody";
    return kind + "-" + rater + "-round-" + byId("round").value + "-" + asked.form.slice(0, 8) + suffix;
  }

  function save() {
    for (const field of me) {
      if (!field.checkValidity() || (field.id === "rater" && !clean(field.value))) {
        say("Fill in your name, the round and the date first.");
        field.focus();
        return;
      }
    }
    if (open().length === questions.length) {
      say("Answer a question first.");
      return;
    }
    const text = sheet();
    if (new TextEncoder().encode(text).length > LARGEST) {
      say("The sheet is too long to be read: shorten your reasons.");
      return;
    }
    const digits = sha256(new TextEncoder().encode(text)).slice(0, 32);
    const name = fileName("answers", ".yaml");
    byId("receipt").textContent = digits.match(/.{4}/g).join(" ");
    byId("sheet").value = text;
    byId("file").textContent = name;
    byId("done").hidden = false;
    download(name, text, "application/yaml");
    byId("done").focus();
    say("The sheet was saved.");
  }

  async function load(file) {
    try {
      const saved = JSON.parse(await file.text());
      if (!saved || typeof saved !== "object" || typeof saved.areas !== "object") throw new Error();
      const stale = fill(saved);
      keep();
      say(stale ? stale + " answers are to questions that read otherwise here, and were left out." : "The draft was loaded.");
    } catch {
      say("This file is no draft of this form; nothing was changed.");
    }
  }

  // SHA-256 (FIPS 180-4): the one of the browser is missing where a page has no secure origin.
  function sha256(bytes) {
    const primes = [];
    for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
    const part = (root) => (n) => ((n ** root % 1) * 2 ** 32) | 0;
    const k = primes.map(part(1 / 3));
    const h = primes.slice(0, 8).map(part(1 / 2));
    const data = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
    data.set(bytes);
    data[bytes.length] = 128;
    const view = new DataView(data.buffer);
    view.setUint32(data.length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(data.length - 4, bytes.length << 3);
    const turn = (x, n) => (x >>> n) | (x << (32 - n));
    for (let at = 0; at < data.length; at += 64) {
      const w = [];
      for (let i = 0; i < 64; i++) {
        const [a, b] = [w[i - 15], w[i - 2]];
        w[i] = i < 16
          ? view.getInt32(at + i * 4)
          : (w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
      }
      let v = [...h];
      for (let i = 0; i < 64; i++) {
        const [a, b, c, d, e, f, g, hh] = v;
        const one = (hh + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + k[i] + w[i]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        v = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
      }
      v.forEach((value, i) => (h[i] = (h[i] + value) | 0));
    }
    return h.map((value) => (value >>> 0).toString(16).padStart(8, "0")).join("");
  }

  function offer() {
    const names = stored();
    byId("drafts").hidden = !names.length;
    byId("drafts").replaceChildren();
    for (const name of names) {
      const [round, ...rater] = name.slice(PREFIX.length).split(":");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Continue the draft of " + (rater.join(":") || "nobody") + ", round " + round;
      button.addEventListener("click", () => resume(name));
      byId("drafts").append(button, " ");
    }
  }

  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  byId("date").value = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  document.addEventListener("input", (event) => {
    if (["load", "sheet", "rater", "round"].includes(event.target.id)) return;
    keep();
  });
  for (const field of me.slice(0, 2))
    field.addEventListener("change", () => {
      if (keyOf() !== key) nonce = fresh();
      named();
    });
  document.addEventListener("keydown", (event) => {
    const { target, key: pressed } = event;
    const question = target.closest(".question");
    if (!question || target.matches("textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    const value = { "?": "unknown", n: "not-applicable" }[pressed] || pressed;
    const choice = [...question.querySelectorAll("input[type=radio]")].find((one) => one.value === value);
    if (choice) {
      choice.checked = true;
      choice.focus();
      event.preventDefault();
      keep();
    }
  });
  byId("next").addEventListener("click", next);
  byId("save").addEventListener("click", save);
  byId("save-draft").addEventListener("click", () => {
    download(fileName("draft", ".json"), JSON.stringify(draft(), null, 1), "application/json");
    dirty = false;
    say("The draft was saved as a file.");
  });
  byId("load").addEventListener("change", (event) => {
    const [file] = event.target.files;
    if (file) load(file);
    event.target.value = "";
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
  offer();
  show();
})();
