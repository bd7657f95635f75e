import { createApp, h, shallowRef } from 'vue';
import { createSession, completeSettings, describeModel } from 'vitrine/elements';

createApp({
  setup() {
    const session = createSession();
    // Shallow: a session is no data to be watched.
    const model = shallowRef({});
    const start = async () => {
      const settings = await completeSettings({ model: 'selfie-segmentation', engine: 'ort-wasm' });
      model.value = await describeModel(settings);
      await session.setSource({ kind: 'scene' });
      await session.setModel(settings);
    };
    // A leading dot sets the property; in a template it is `:session.prop`.
    return () => [
      h('h1', 'Vitrine in Vue'),
      h('button', { onClick: start }, 'Start'),
      h('vt-stage', { '.session': session, '.kind': model.value.kind, '.labels': model.value.labels ?? [] }),
      h('vt-meter', { '.session': session }),
    ];
  },
}).mount('#app');
