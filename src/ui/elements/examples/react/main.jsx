import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createSession, completeSettings, describeModel } from 'vitrine/elements';

function Vision() {
  const [session] = useState(createSession);
  const [model, setModel] = useState({});
  const start = async () => {
    const settings = await completeSettings({ model: 'selfie-segmentation', engine: 'ort-wasm' });
    setModel(await describeModel(settings));
    await session.setSource({ kind: 'scene' });
    await session.setModel(settings);
  };
  // React 19 sets properties of custom elements, so that objects arrive as they are.
  return (
    <>
      <h1>Vitrine in React</h1>
      <button onClick={start}>Start</button>
      <vt-stage session={session} kind={model.kind} labels={model.labels ?? []}></vt-stage>
      <vt-meter session={session}></vt-meter>
    </>
  );
}

createRoot(document.querySelector('#app')).render(<Vision />);
