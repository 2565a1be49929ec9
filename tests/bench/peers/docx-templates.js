// docx-templates FOLDER OUT COUNT: without the sandbox, its fastest way.
// SPDX-License-Identifier: MIT
'use strict';
const {createReport} = require('docx-templates');
const peer = require('./peer.js');

peer.run('for.docx', (bytes, record) => createReport({
    template: bytes,
    data: record,
    cmdDelimiter: ['{', '}'],
    noSandbox: true,
}));
