// Sends the forms of /api/docs and shows what came back.

const token = document.getElementById("token");

function target(form) {
  let path = form.dataset.path;
  const query = new URLSearchParams();
  const headers = {};
  for (const field of form.querySelectorAll("input[data-in]")) {
    const place = field.dataset.in;
    if (place === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
    if (place === "query" && field.value !== "") query.append(field.name, field.value);
    if (place === "header" && field.value !== "") headers[field.name] = field.value;
  }
  const text = query.toString();
  return { address: text ? `${path}?${text}` : path, headers };
}

function content(form, headers) {
  const area = form.querySelector("textarea[data-in=body]");
  if (area) {
    headers["Content-Type"] = "application/json";
    return area.value;
  }
  const file = form.querySelector("input[data-in=file]");
  if (!file || !file.files[0]) return undefined;
  if (file.dataset.type === "multipart/form-data") {
    const data = new FormData();
    data.append("file", file.files[0]);
    return data;
  }
  headers["Content-Type"] = file.files[0].type || file.dataset.type;
  return file.files[0];
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch (error) {
    // Not JSON is shown as it is.
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

async function send(form) {
  const answer = form.parentElement.querySelector(".answer");
  const { address, headers } = target(form);
  const body = content(form, headers);
  if (token.value) headers.Authorization = `Bearer ${token.value.trim()}`;
  const started = performance.now();
  answer.hidden = false;
  try {
    const response = await fetch(address, { method: form.dataset.method, headers, body });
    const milliseconds = Math.round(performance.now() - started);
    const text = await response.text();
    answer.textContent = `${response.status} ${response.statusText} in ${milliseconds} ms\n\n${pretty(text)}`;
  } catch (error) {
    answer.textContent = `The request could not be sent: ${error.message}`;
  }
}

for (const form of document.querySelectorAll("form[data-path]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}

// A link to an operation opens it.
function openTarget() {
  const wanted = document.getElementById(location.hash.slice(1));
  if (wanted && wanted.tagName === "DETAILS") wanted.open = true;
}
addEventListener("hashchange", openTarget);
openTarget();
