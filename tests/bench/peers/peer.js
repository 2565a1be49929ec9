// Template and records are read before the clock starts; each document goes to
// a file of its own.
// SPDX-License-Identifier: MIT
'use strict';
const fs = require('fs');
const path = require('path');

exports.run = async (template, render) => {
    const [folder, out, count] = process.argv.slice(2);
    const bytes = fs.readFileSync(path.join(folder, template));
    const records = JSON.parse(fs.readFileSync(path.join(folder, 'data.json')));
    const start = process.hrtime.bigint();
    const cpu = process.cpuUsage();

    for (let i = 0; i < Number(count); i++) {
        const made = await render(bytes, records[i % records.length]);

        fs.writeFileSync(path.join(out, i + '.docx'), made);
    }
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    const used = process.cpuUsage(cpu);

    console.log('%s docs/s %s us', (count / seconds).toFixed(1),
                ((used.user + used.system) / count).toFixed(1));
};
