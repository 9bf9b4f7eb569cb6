import { describe, expect, it } from 'vitest';
import { compile } from '../../compile.ts';
import { personalCatalog } from '../../fixtures/personal.ts';

const { value, diagnostics } = await compile(personalCatalog);
const module = value?.files.get('rust/src/events/result_received.rs') ?? '';
const typeOf = (field: string): string => new RegExp(`pub ${field}: (.*),`).exec(module)?.[1] ?? 'no such field';

describe('Rust types', () => {
  it('are made of the catalog without a fault', () => {
    expect(diagnostics).toEqual([]);
  });

  it('hide what identifies a person wherever the schema says so', () => {
    expect({
      nextToReference: typeOf('next_to_reference'),
      inItems: typeOf('in_items'),
      inValues: typeOf('in_values'),
      inUnion: typeOf('in_union'),
      inOpen: typeOf('in_open'),
    }).toEqual({
      nextToReference: 'Option<Phi<Instant>>',
      inItems: 'Option<Vec<Phi<String>>>',
      inValues: 'Option<std::collections::BTreeMap<String, Phi<String>>>',
      inUnion: 'Option<Phi<serde_json::Value>>',
      inOpen: 'Option<Phi<Open>>',
    });
    expect(module).toContain('Mail(Phi<ByMail>),');
    expect(module).toContain('Nothing(Nobody),');
    expect(module.match(/pub rest_?: Phi<serde_json::Map<String, serde_json::Value>>,/g)).toHaveLength(2);
  });

  it('tell null from absence', () => {
    expect(['or_null', 'hidden_or_null', 'union_or_null'].map(typeOf)).toEqual([
      'Option<Option<String>>',
      'Option<Phi<Option<String>>>',
      'Option<serde_json::Value>',
    ]);
    expect(module.match(/deserialize_with = "present"/g)).toHaveLength(3);
    expect(module.match(/^fn present</gm)).toHaveLength(1);
  });

  it('give each field a name that Rust takes, no two the same', () => {
    expect(['type_', 'foo_bar', 'foo_bar_', '_3rd'].map(typeOf)).toEqual(Array(4).fill('Option<String>'));
    expect(module).toContain('#[serde(rename = "foo_bar", default');
  });
});
