import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { intervalOf } from './date-range.ts';
import { type HealthLakeOnTestKernel, openHealthLake } from './test-healthlake.ts';

let lake: HealthLakeOnTestKernel;
beforeEach(() => {
  lake = openHealthLake();
});

const patient = (id: string, more: object = {}): object => ({ resourceType: 'Patient', id, ...more });
const put = (id: string, more: object = {}) => lake.request('PUT', `Patient/${id}`, patient(id, more));

describe('a resource', () => {
  it('is created with an id, a version, a time and the addresses of both', async () => {
    const created = await lake.request('POST', 'Patient', { resourceType: 'Patient', id: 'mine', gender: 'female' });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      resourceType: 'Patient',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      meta: { versionId: '1', lastUpdated: '2026-11-23T20:00:00.000Z' },
      gender: 'female',
    });
    const { location, etag } = created.headers;
    expect(etag).toBe('W/"1"');
    expect(location).toBe(`http://127.0.0.1:1/datastore/${lake.datastoreId}/r4/Patient/${created.body.id}/_history/1`);
    expect((await lake.request('GET', `Patient/${created.body.id}`)).body).toEqual(created.body);
  });

  it('is created or updated under the id of its address, keeps what meta said, and every version is read again', async () => {
    expect((await put('p', { meta: { profile: ['x'], versionId: '9' } })).status).toBe(201);
    await lake.kernel.clock.advance(5);
    const second = await put('p', { gender: 'male' });
    expect([second.status, second.headers.etag]).toEqual([200, 'W/"2"']);
    expect((await lake.request('GET', 'Patient/p/_history/1')).body.meta).toEqual({
      profile: ['x'],
      versionId: '1',
      lastUpdated: '2026-11-23T20:00:00.000Z',
    });
    expect((await lake.request('GET', 'Patient/p/_history')).body).toMatchObject({
      type: 'history',
      total: 2,
      entry: [{ resource: { gender: 'male' } }, { resource: { meta: { versionId: '1' } } }],
    });
  });

  it('is gone when it was deleted, and comes back with the next version', async () => {
    await put('p');
    expect((await lake.request('DELETE', 'Patient/p')).status).toBe(204);
    expect((await lake.request('GET', 'Patient/p')).status).toBe(410);
    expect((await lake.request('DELETE', 'Patient/p')).status).toBe(204);
    expect((await put('p')).headers.etag).toBe('W/"3"');
  });

  it('is updated only at the version that If-Match names', async () => {
    await put('p');
    expect((await lake.request('PUT', 'Patient/p', patient('p'), { 'if-match': 'W/"2"' })).status).toBe(412);
    expect((await lake.request('PUT', 'Patient/p', patient('p'), { 'if-match': 'W/"1"' })).status).toBe(200);
  });

  it.each([
    ['GET', 'Patient/none', undefined, 404, 'not-found'],
    ['GET', 'Nothing/1', undefined, 404, 'not-found'],
    ['POST', 'Patient', '{"resourceType":', 400, 'invalid'],
    ['POST', 'Patient', { id: '1' }, 400, 'invalid'],
    ['POST', 'Patient', { resourceType: 'Observation' }, 400, 'invalid'],
    ['PUT', 'Patient/a', { resourceType: 'Patient', id: 'b' }, 400, 'invalid'],
    ['PUT', 'Patient/a%20b', { resourceType: 'Patient', id: 'a b' }, 400, 'invalid'],
    ['PUT', 'Patient/a', { resourceType: 'Patient' }, 400, 'invalid'],
    ['PATCH', 'Patient/a', {}, 501, 'not-supported'],
    ['GET', 'Patient/%E0%A4%A', undefined, 400, 'invalid'],
    ['POST', 'Group/1/$export', {}, 501, 'not-supported'],
    ['GET', 'Patient?name=x', undefined, 400, 'invalid'],
    ['GET', 'Patient?_lastUpdated=yesterday', undefined, 400, 'invalid'],
  ])('%s %s with %j is refused: %i %s', async (method, path, body, status, code) => {
    const answer = await lake.request(method, path, body);
    expect([answer.status, answer.body]).toMatchObject([
      status,
      { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics: expect.any(String) }] },
    ]);
  });

  it('keeps the digits of its decimals, through a bundle too', async () => {
    const value =
      '{"resourceType":"Observation","id":"o","valueQuantity":{"value":1.50},"extra":[0.0,12345678901234567890]}';
    const put = (await lake.request('PUT', 'Observation/o', value)).text;
    const read = (await lake.request('GET', 'Observation/o')).text;
    const bundle = `{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"PUT","url":"Observation/b"},"resource":${value.replace('"o"', '"b"')}},{"request":{"method":"GET","url":"Observation/o"}}]}`;
    const processed = (await lake.request('POST', '', bundle)).text;
    const stored = (await lake.request('GET', 'Observation/b')).text;
    for (const text of [put, read, processed, stored])
      expect(text).toContain('"valueQuantity":{"value":1.50},"extra":[0.0,12345678901234567890]');
  });

  it.each(['text/plain', 'application/fhir+xml', ''])('of the type "%s" is refused', async (type) => {
    const resource = { resourceType: 'Patient' };
    const { status, body } = await lake.request('POST', 'Patient', resource, { 'content-type': type });
    expect([status, body.resourceType]).toEqual([415, 'OperationOutcome']);
  });

  it('is never shown by the outcome of a refusal', async () => {
    const { body } = await lake.request('POST', 'Patient', '{"resourceType":"Patient","id":"Doe, Jane"}');
    expect(JSON.stringify(body)).not.toContain('Jane');
  });
});

interface Bundle {
  readonly total: number;
  readonly entry: readonly { readonly resource: { readonly id: string } }[];
  readonly link: readonly { readonly relation: string; readonly url: string }[];
}

const pagesOf = async (path: string): Promise<{ ids: string[]; total: number }> => {
  const ids: string[] = [];
  for (let next: string | undefined = path; ; ) {
    const body = (await lake.request('GET', next)).body as unknown as Bundle;
    ids.push(...body.entry.map(({ resource }) => resource.id));
    next = body.link.find(({ relation }) => relation === 'next')?.url.split('/r4/')[1];
    if (next === undefined) return { ids, total: body.total };
  }
};

describe('a search', () => {
  it('pages through all resources of a type, each once', async () => {
    const ids = Array.from({ length: 23 }, (_, n) => `p${String(n).padStart(2, '0')}`);
    for (const id of ids) await put(id);
    await lake.request('PUT', 'Observation/o', { resourceType: 'Observation', id: 'o' });
    expect(await pagesOf('Patient?_count=5')).toEqual({ ids, total: 23 });
    expect(await pagesOf('Patient?_count=4&_lastUpdated=ge2026')).toEqual({ ids, total: 23 });
  });

  it('finds by _id and by _lastUpdated', async () => {
    for (const id of ['a', 'b', 'c']) {
      await put(id);
      await lake.kernel.clock.advance(1_000);
    }
    const cases = [
      ['_id=a,c,none', ['a', 'c']],
      ['_lastUpdated=gt2026-11-23T20:00:00Z', ['b', 'c']],
      ['_lastUpdated=ge2026-11-23T20:00:01Z', ['b', 'c']],
      ['_lastUpdated=2026-11-23T20:00:01Z', ['b']],
      ['_lastUpdated=ge2026-11-23T20:00:01Z&_lastUpdated=lt2026-11-23T20:00:02Z', ['b']],
      ['_lastUpdated=2026-11-23', ['a', 'b', 'c']],
      ['_id=a,b&_lastUpdated=gt2026-11-23T20:00:00.500Z', ['b']],
    ] as const;
    for (const [query, ids] of cases) expect([query, (await pagesOf(`Patient?${query}`)).ids]).toEqual([query, ids]);
  });
});

describe('a FHIR date', () => {
  it('covers the instants of its precision', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        (date) => {
          const text = date.toISOString();
          for (const length of [4, 7, 10]) {
            const { from, before } = intervalOf(text.slice(0, length));
            expect(from <= date.getTime() && date.getTime() < before).toBe(true);
            expect(new Date(from).toISOString().slice(0, length)).toBe(text.slice(0, length));
          }
          expect(intervalOf(text)).toEqual({ from: date.getTime(), before: date.getTime() + 1 });
        },
      ),
    );
  });
});

describe('a bundle', () => {
  const entry = (method: string, url: string, resource?: object, fullUrl?: string): object => ({
    request: { method, url },
    resource,
    fullUrl,
  });
  const bundle = (type: string, ...entries: readonly object[]): object => ({
    resourceType: 'Bundle',
    type,
    entry: entries,
  });

  it('as a transaction is done whole or not at all', async () => {
    const bad = { resourceType: 'Observation', id: 'p2' };
    const refused = await lake.request(
      'POST',
      '',
      bundle('transaction', entry('PUT', 'Patient/p1', patient('p1')), entry('PUT', 'Patient/p2', bad)),
    );
    expect(refused.status).toBe(400);
    expect((await lake.request('GET', 'Patient/p1')).status).toBe(404);
  });

  it("as a transaction gives new resources their ids in each other's references", async () => {
    const urn = 'urn:uuid:88f151c0-a954-468a-88bd-5ae15c08e059';
    const observation = { resourceType: 'Observation', subject: { reference: urn } };
    const { body } = await lake.request(
      'POST',
      '',
      bundle(
        'transaction',
        entry('POST', 'Observation', observation),
        entry('POST', 'Patient', { resourceType: 'Patient' }, urn),
      ),
    );
    const [one, two] = (body.entry as unknown as { response: { status: string; location: string } }[]).map(
      ({ response }) => response,
    );
    expect([one?.status, two?.status]).toEqual(['201 Created', '201 Created']);
    const read = await lake.request('GET', one?.location.split('/_history')[0] ?? '');
    expect(read.body.subject).toEqual({ reference: two?.location.split('/_history')[0] });
  });

  it('as a batch does what it can, and says of the rest why not', async () => {
    const { body } = await lake.request(
      'POST',
      '',
      bundle('batch', entry('PUT', 'Patient/p', patient('p')), entry('GET', 'Patient/none')),
    );
    expect(body.entry).toMatchObject([
      { response: { status: '201 Created' } },
      { response: { status: '404', outcome: { issue: [{ code: 'not-found' }] } } },
    ]);
  });
});

it('its CapabilityStatement promises what there is', async () => {
  const { body } = await lake.request('GET', 'metadata');
  expect(body).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
});

describe('permission', () => {
  it('is asked for by the name of each operation on the data store', async () => {
    const asked: string[] = [];
    const denied = openHealthLake();
    const { needs } = denied.service.operations.UpdateResource as unknown as {
      needs(input: object): readonly { action: string; resource: string }[];
    };
    for (const { action, resource } of needs({ DatastoreId: 'd' })) asked.push(`${action} ${resource}`);
    expect(asked).toEqual(['healthlake:UpdateResource arn:aws:healthlake:us-east-1:000000000000:datastore/fhir/d']);
  });
});
