// Copies the page's link, or its picture: the picture is asked of Python when the button is pressed. Where the browser
// gives no clipboard (a page over plain http) the link takes the old way and the picture is shown to be copied by hand.
function say(root, text) { root.querySelector(".said").textContent = text; }

function copyText(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.appendChild(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done ? Promise.resolve() : Promise.reject(new Error("refused"));
}

function showPicture(root, address, words) {
  const box = root.querySelector(".picture");
  box.replaceChildren();
  const image = document.createElement("img");
  image.src = address;
  image.alt = words.title;
  box.appendChild(image);
  say(root, words.byhand);
}

async function copyPicture(root, png, words) {
  const address = `data:image/png;base64,${png}`;
  try {
    if (!navigator.clipboard || !window.ClipboardItem || !window.isSecureContext) throw new Error("no clipboard");
    const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) })]);
    root.querySelector(".picture").replaceChildren();
    say(root, words.copied);
  } catch (refusal) {
    showPicture(root, address, words);
  }
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const words = data.words;
  const root = parentElement.querySelector(".copying");
  const [picture, link] = root.querySelectorAll("button");
  picture.textContent = words.picture;
  picture.hidden = !data.has_picture;
  link.textContent = words.link;
  picture.onclick = () => { say(root, words.drawing); setTriggerValue("picture", String(Date.now())); };
  link.onclick = () => {
    copyText(window.location.href).then(() => say(root, words.linked), () => say(root, window.location.href));
  };
  if (data.png && root.dataset.done !== data.stamp) {
    root.dataset.done = data.stamp;
    copyPicture(root, data.png, words);
  }
}
