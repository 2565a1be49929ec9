// easy-template-x FOLDER OUT COUNT: the template is parsed in every call.
// SPDX-License-Identifier: MIT
'use strict';
const {TemplateHandler} = require('easy-template-x');
const peer = require('./peer.js');
const handler = new TemplateHandler();

peer.run('hash.docx', (bytes, record) => handler.process(bytes, record));
