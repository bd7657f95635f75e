import { describe, expect, it } from 'vitest';
import { wrongAttribute } from '#ui/components/compare/wrong-attribute.ts';

const right = { source: 'scene', query: 'task=segmentation&view=side', a: 'model=cgnet', b: 'model=ddrnet' };

describe('wrongAttribute', () => {
  it('finds nothing in what is right, nor in nothing', () => {
    expect(wrongAttribute(right)).toBeUndefined();
    expect(wrongAttribute({ source: '', query: '', a: '', b: '' })).toBeUndefined();
  });

  it.each([
    ['source', 'webcam', 'source must be one of , scene, camera, found "webcam"'],
    ['query', 'task=sleeping', 'query: task must be one of'],
    ['query', 'task=segmentation&view=sideways', 'query: view must be one of'],
    ['a', 'model=cgnets', 'a: there is no model "cgnets"'],
    ['b', 'model=centernet', 'b: the model "centernet" is for detection, the task is segmentation'],
    ['b', 'model=ddrnet&engine=steam', 'b: "engine=steam" is not understood'],
    ['a', 'modell=cgnet', 'a: "modell=cgnet" is not understood'],
  ])('names what is wrong: %s="%s"', (name, value, message) => {
    const found = wrongAttribute({ ...right, [name]: value });
    expect(found?.code).toBe('bad-attribute');
    expect(found?.message).toContain(message);
  });
});
