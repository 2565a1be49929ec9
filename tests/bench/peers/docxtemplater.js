// docxtemplater FOLDER OUT COUNT: a Docxtemplater object renders once, so that
// its template is read from bytes and compiled for each document.
// SPDX-License-Identifier: MIT
'use strict';
const PizZip = require('pizzip');
const Docxtemplater = require('docxtemplater');
const peer = require('./peer.js');

peer.run('hash.docx', (bytes, record) => {
    const doc = new Docxtemplater(new PizZip(bytes),
                                  {paragraphLoop: true, linebreaks: true});

    doc.render(record);
    return doc.getZip().generate({type: 'nodebuffer', compression: 'DEFLATE'});
});
