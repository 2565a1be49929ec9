// Templates made at random in the language that docxtemplater and itaku share:
// node random.js FOLDER FIRST COUNT. The seed is the number in a template's name.
// Every fourth template is spoilt: a tag is dropped or doubled, or loses a brace.
// SPDX-License-Identifier: MIT
'use strict';
const fs = require('fs');
const path = require('path');

const data = {
    t: 'T', n: 0, m: 7, y: true, f: false, s: '',
    o: { p: 'P', q: 'Q', t: 'of o' }, e: [], l: ['a', 'b'],
    k: [{ p: '1', v: ['x', 'y'] }, { p: '2', v: [] }, { p: '3', t: 'of k', v: ['z'] }],
    u: [{ p: 'one', w: 'W' }],
};
// What may be opened, and what stands in it: 'item' has {.}, 'same' what is around.
const sections = [
    ['#y', 'same'], ['#f', 'same'], ['#m', 'same'], ['#n', 'same'], ['#e', 'same'], ['#o', 'names'],
    ['#l', 'item'], ['#l', 'item'], ['#k', 'names'], ['#k', 'names'], ['#u', 'names'],
    ['^e', 'same'], ['^y', 'same'], ['^k', 'same'],
];

// mulberry32, a small generator with a seed
function generator(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let x = Math.imul(state ^ (state >>> 15), state | 1);
        x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
        return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
    };
}

class Template {
    constructor(seed) {
        this.random = generator(seed);
    }
    chance(p) { return this.random() < p; }
    upTo(low, high) { return low + Math.floor(this.random() * (high - low + 1)); }
    pick(list) { return list[Math.floor(this.random() * list.length)]; }
    many(low, high, make) { return Array.from({ length: this.upTo(low, high) }, make); }

    section(kind) {
        const [name, inner] = this.pick(sections);
        const close = this.chance(0.25) ? '{/}' : `{/${name.slice(1)}}`;
        return { name, open: `{${name}}`, close, kind: inner === 'same' ? kind : inner };
    }
    value(kind) {
        const words = kind === 'item' ? ['{.}', '{t}', 'x▣']
            : ['{n}', '{s}', '{p}', '{w}', 'word ', '、', 'y⏎', 'w⇥', 'x▣'];
        return this.pick(['{t}', '{m}', ...words]);
    }
    inline(kind, depth) {
        return this.many(0, 3, () => {
            if (depth > 2 || this.chance(0.65)) return this.value(kind);
            const s = this.section(kind);
            return s.open + this.inline(s.kind, depth + 1) + s.close;
        }).join('');
    }
    text(kind, depth) {
        const inner = this.inline(kind, depth);
        return this.chance(0.5) ? inner : this.pick(['x ', '', '見出し ']) + inner + this.pick(['', ' y', '。']);
    }
    // Word splits runs anywhere.
    split(text) {
        let out = text;
        for (let i = this.chance(0.4) ? this.upTo(1, 4) : 0; i > 0 && out.length > 1; i--) {
            const at = this.upTo(1, out.length - 1);
            out = `${out.slice(0, at)}¦${out.slice(at)}`;
        }
        return out;
    }
    paragraph(text) { return text === '' ? 'p' : `p ${this.split(text)}`; }

    row(kind, depth) {
        return this.many(1, 3, () => this.many(1, this.pick([1, 1, 1, 2]), () => this.text(kind, depth)));
    }
    rows(kind, depth) {
        return this.many(1, 3, () => {
            if (depth > 2 || this.chance(0.5)) return [this.row(kind, depth)];
            const s = this.section(kind);
            const inner = this.many(1, 2, () => this.row(s.kind, depth + 1));
            if (inner.length > 1 && depth < 2 && this.chance(0.2)) inner.splice(1, 0, ...this.rows(s.kind, depth + 2));
            // A loop that fills one cell would repeat text, not the row.
            if (inner.length === 1 && inner[0].length === 1) inner[0].push(['c']);
            const dash = s.name[0] === '#' && this.chance(0.2);
            inner[0][0][0] = (dash ? `{-w:tr ${s.name.slice(1)}}` : s.open) + inner[0][0][0];
            const cell = inner.at(-1).at(-1);
            cell[cell.length - 1] += s.close;
            return inner;
        }).flat();
    }
    table(kind, depth) {
        const lines = this.rows(kind, depth).map((row) => row
            .map((cell) => cell.map((text) => this.split(text) || '∅').join(' ¶ ')).join(' ‖ '));
        return ['table', ...lines.map((line) => `row ${line}`), this.chance(0.3) ? 'p' : 'p z'];
    }
    around(kind, depth) {
        const s = this.section(kind);
        if (s.name[0] === '#' && this.chance(0.15)) {
            const text = `{-w:p ${s.name.slice(1)}}${this.text(s.kind, depth + 1)}${s.close}`;
            return [this.paragraph(this.pick(['', 'before ']) + text)];
        }
        const beside = this.chance(0.2);
        const word = () => (beside ? this.text(s.kind, depth + 1) : '');
        // What is seen beside a block tag on the section's side, and what is not.
        const seen = () => (!beside && this.chance(0.1) ? '▣' : '');
        const blank = () => (!beside && this.chance(0.1) ? this.pick(['⇥', '⏎']) : '');
        return [this.paragraph(blank() + s.open + seen() + word()), ...this.blocks(s.kind, depth + 1),
            this.paragraph(word() + seen() + s.close + blank())];
    }
    blocks(kind, depth) {
        return this.many(1, 4, () => {
            const what = this.random();
            if (what < 0.35 && depth < 3) return this.around(kind, depth);
            if (what < 0.55) return this.table(kind, depth);
            return [this.paragraph(this.text(kind, depth))];
        }).flat();
    }
    spoil(text) {
        const tags = [...text.matchAll(/\{[^{}¦]*\}/g)];
        if (!tags.length) return text;
        const { index, 0: tag } = this.pick(tags);
        const instead = this.pick(['', '', tag + tag, tag.slice(0, -1), tag.slice(1)]);
        return text.slice(0, index) + instead + text.slice(index + tag.length);
    }
    whole(spoilt) {
        const parts = ['header', 'footer', 'footnotes', 'comments'].filter(() => this.chance(0.1));
        const text = [...this.blocks('names', 0), 'p end',
            ...parts.flatMap((part) => [`@${part}`, ...this.blocks('names', 1), 'p end'])].join('\n');
        return spoilt ? this.spoil(text) : text;
    }
}

const [folder, first, count] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
for (let seed = first; seed < first + count; seed++) {
    fs.writeFileSync(path.join(folder, `${String(seed).padStart(6, '0')}.txt`),
        `options: paragraphLoop linebreaks null=empty\nitaku: --missing=empty\n[template]\n${
            new Template(seed).whole(seed % 4 === 0)}\n[data]\n${JSON.stringify(data)}\n`);
}
