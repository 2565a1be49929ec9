// Renders cases with docxtemplater: node peer.js FOLDER NAME...
// FOLDER holds NAME.docx, NAME.json and NAME.options; beside them comes
// NAME.peer.docx, or NAME.peer.refused with the ids of its errors.
// SPDX-License-Identifier: MIT
'use strict';
const fs = require('fs');
const path = require('path');

const folder = path.resolve(process.argv[2]);
const modules = path.join(folder, '..', 'node_modules');
const Docxtemplater = require(path.join(modules, 'docxtemplater'));
const PizZip = require(path.join(modules, 'pizzip'));

// The words of a case's line "options:".
function options(words) {
    const o = { errorLogging: false, warnFn: () => {} };
    for (const word of words) {
        const [name, value] = word.split('=');
        if (name === 'paragraphLoop' || name === 'linebreaks' || name === 'stripInvalidXMLChars') {
            o[name] = true;
        } else if (name === 'expressions') {
            // Cases that use it define the filters that itaku has built in.
            o.parser = require(path.join(modules, 'docxtemplater', 'expressions.js')).configure({
                filters: {
                    upper: (text) => text && text.toUpperCase(),
                    join: (list, by) => list && list.join(by),
                },
            });
        } else if (name === 'null') {
            o.nullGetter = (part) => (part.module || value === 'empty' ? '' : `{${part.value}}`);
        } else if (name.startsWith('allow')) {
            o.syntax = { ...o.syntax, [name]: true };
        } else if (name === 'delimiters') {
            const [start, end] = value.split(',');
            o.delimiters = { start, end };
        } else {
            throw new Error(`no such option: ${word}`);
        }
    }
    return o;
}

function errorIds(error) {
    const errors = (error.properties && error.properties.errors) || [error];
    return [...new Set(errors.map((e) => (e.properties && e.properties.id) || e.name))];
}

for (const name of process.argv.slice(3)) {
    const file = (end) => path.join(folder, name + end);
    const words = fs.readFileSync(file('.options'), 'utf8').split(/\s+/).filter(Boolean);
    const data = JSON.parse(fs.readFileSync(file('.json'), 'utf8'));
    try {
        const doc = new Docxtemplater(new PizZip(fs.readFileSync(file('.docx'))), options(words));
        doc.render(data);
        fs.writeFileSync(file('.peer.docx'), doc.getZip().generate({ type: 'nodebuffer' }));
    } catch (error) {
        fs.writeFileSync(file('.peer.refused'), `refused ${errorIds(error).join(' ')}\n`);
    }
}
