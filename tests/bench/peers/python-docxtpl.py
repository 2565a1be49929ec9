"""docxtpl FOLDER OUT COUNT: an object for each document; its own way to render
one object again reads the template again as well."""
# SPDX-License-Identifier: MIT
import io
import json
import os
import sys
import time

from docxtpl import DocxTemplate

folder, out, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(os.path.join(folder, "jinja.docx"), "rb") as file:
    template = file.read()
with open(os.path.join(folder, "data.json"), encoding="utf-8") as file:
    records = json.load(file)
start, cpu = time.perf_counter(), time.process_time()
for i in range(count):
    doc = DocxTemplate(io.BytesIO(template))
    doc.render(records[i % len(records)], autoescape=True)
    doc.save(os.path.join(out, "%d.docx" % i))
seconds, used = time.perf_counter() - start, time.process_time() - cpu
print("%.1f docs/s %.1f us" % (count / seconds, used / count * 1e6))
