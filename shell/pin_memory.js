// Keeps the visitor's pins in this browser, so that a reload or a link opened anew does not lose them. Nothing leaves the machine.
export default function (component) {
  const { data, setStateValue } = component;
  try {
    if (data.known) {
      if (data.pins) localStorage.setItem(data.key, data.pins);
      else localStorage.removeItem(data.key);
      return;
    }
    // Telling has the page run again: only where there is something to tell
    const kept = localStorage.getItem(data.key);
    if (kept && kept !== data.pins) setStateValue("kept", kept);
    else if (data.pins) localStorage.setItem(data.key, data.pins);
  } catch (refusal) {
    // A browser that keeps nothing: the pins last as long as the session
  }
}
