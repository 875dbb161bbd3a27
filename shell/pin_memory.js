// Keeps the visitor's pins in this browser, so that a reload or a link opened anew does not lose them. Nothing leaves the machine.
export default function (component) {
  const { data, setStateValue } = component;
  try {
    if (data.known) {
      if (data.pins) localStorage.setItem(data.key, data.pins);
      else localStorage.removeItem(data.key);
    } else {
      setStateValue("kept", localStorage.getItem(data.key) || "-");
    }
  } catch (refusal) {
    if (!data.known) setStateValue("kept", "-");
  }
}
