// Reads every cell of a workbook with SheetJS or exceljs; prints how many there
// were and the processor time that it took.
//   node ledger.js sheetjs|exceljs FILE.xlsx
// SPDX-License-Identifier: MIT
'use strict';
const [, , engine, file] = process.argv;

async function sheetjs() {
    const xlsx = require('xlsx');
    const book = xlsx.readFile(file, { dense: true, cellDates: true });
    let cells = 0;
    for (const name of book.SheetNames) {
        const sheet = book.Sheets[name];
        for (const row of sheet['!data'] || sheet)
            for (const cell of row || []) cells += cell ? 1 : 0;
    }
    return cells;
}

async function exceljs() {
    const { Workbook } = require('exceljs');
    const book = new Workbook();
    let cells = 0;
    await book.xlsx.readFile(file);
    book.eachSheet((sheet) => sheet.eachRow((row) => row.eachCell(() => { cells++; })));
    return cells;
}

(async () => {
    const before = process.cpuUsage();
    const cells = await { sheetjs, exceljs }[engine]();
    const used = process.cpuUsage(before);
    console.log(`${cells} ${((used.user + used.system) / 1e6).toFixed(3)}`);
})();
