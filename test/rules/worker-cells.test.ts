import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EDUCATIONS } from '#kernel/education.js';
import { encodeGbk } from '#export/encode-gbk.js';
import { joinSkills, splitSkills } from '#sheet/skill-words.js';
import { tagCells } from '#export/tag-cells.js';
import { readWorkerTags } from '#sheet/read-worker-tags.js';
import { formOfWork, readAbility, readSchoolLevel, readVerification } from '#sheet/worker-words.js';
import { ABILITY_WORD, EDUCATION_WORD, FORM_WORD, VERIFY_WORD } from '#export/words-written.js';
import { TAGS, TAG_SUBTYPES } from '#worker/worker-tag.entity.js';
import { EMPLOYMENT_FORMS, VERIFY_METHODS, WORK_ABILITIES } from '#worker/worker.entity.js';

describe('what a list of ours writes is read back', () => {
  test('every code by its word', () => {
    for (const education of EDUCATIONS)
      expect(readSchoolLevel(EDUCATION_WORD[education])).toEqual({ ok: true, education });
    for (const ability of WORK_ABILITIES)
      expect(readAbility(ABILITY_WORD[ability])).toEqual({ ok: true, ability });
    for (const method of VERIFY_METHODS)
      expect(readVerification(VERIFY_WORD[method])).toEqual({ ok: true, method });
    for (const form of EMPLOYMENT_FORMS) expect(formOfWork(FORM_WORD[form])).toBe(form);
  });

  test('whatever populations somebody belongs to', () => {
    fc.assert(
      fc.property(fc.subarray([...TAGS]), fc.constantFrom(...TAG_SUBTYPES), (tags, subtype) => {
        const cells: Readonly<Record<string, string>> = { ...tagCells(tags, subtype) };
        const reading = readWorkerTags((field) => cells[field] ?? '');
        expect(reading.ok && reading.tags.map(({ tag }) => tag).toSorted()).toEqual(tags.toSorted());
        const monitored = reading.ok && reading.tags.find(({ tag }) => tag === 'MONITORED');
        expect(monitored ? monitored.subtype : subtype).toBe(subtype);
      }),
    );
  });

  test('skills with separators, quotes, formulas and error marks in them', () => {
    const hostile = fc.stringMatching(/^[电焊"、,;；，=+@#N/A'a ]{1,12}$/);
    fc.assert(
      fc.property(fc.array(fc.oneof(hostile, fc.constantFrom('#N/A', '""', '"a"b'))), (words) => {
        const skills = words.map((word) => word.trim()).filter((word) => word !== '');
        expect(splitSkills(joinSkills(skills))).toEqual(skills);
      }),
    );
  });

  test('any text in GBK, with the signs that GBK lacks', () => {
    const read = new TextDecoder('gb18030', { fatal: true });
    expect(encodeGbk('啊a€').toString('hex')).toBe('b0a161a2e3');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        // A replacement sign and private signs may be of two codes, or of none.
        const plain = text.toWellFormed().replace(/[\p{Co}\p{Cn}\ufffd\ufeff]/gu, '');
        expect(read.decode(encodeGbk(plain))).toBe(plain);
      }),
    );
  });

  test('a ledger’s own skills as before: a lone quote is a sign like any other', () => {
    expect(splitSkills('砌筑、电焊，“木工”;  5"管道\n')).toEqual(['砌筑', '电焊', '“木工”', '5"管道']);
    expect(splitSkills('"电焊、砌筑')).toEqual(['"电焊', '砌筑']);
  });
});
