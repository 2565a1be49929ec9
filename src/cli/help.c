/*
 * The table of commands and their help, in both languages.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "cli/cmd.h"

static const struct itk_command commands[] = {
    {"new",
     itk_cmd_new,
     {{"write a starter case", "案件のひな型を書き出す"}},
     {{"usage: itaku new ID [--guideline NAME] [-o FILE]\n\n"
       "Writes a commented case file that lists every field, with its "
       "meaning,\n"
       "the allowed values and an example. Fill in what is known; leave the\n"
       "rest empty. Without -o it goes to standard output. A file that is\n"
       "there is not overwritten.\n\n"
       "itaku new --ledger FILE.xlsx [--guideline NAME]\n\n"
       "Writes an empty ledger as a workbook instead: a row for each case, a\n"
       "sheet for each list, drop-down lists, and a legend.\n",
       "使い方: itaku new 番号 [--guideline 名前] [-o ファイル]\n\n"
       "全ての項目を、意味、書ける値及び例の説明付きで並べた案件のファイルを\n"
       "書き出します。分かっている項目だけを書き、残りは空のままにします。\n"
       "-o "
       "がなければ標準出力に書き出します。既にあるファイルには書きません。"
       "\n\n"
       "itaku new --ledger ファイル.xlsx [--guideline 名前]\n\n"
       "代わりに、空の台帳をブックとして書き出します。案件が1行、繰り返す項目\n"
       "が1シートで、選択肢の一覧と凡例が付きます。\n"}}},
    {"ask",
     itk_cmd_ask,
     {{"ask for what is missing, and write it into the case",
       "足りない事項を質問し、答えを案件に書き込む"}},
     {{"usage: itaku ask CASE [--document ID]... [-o FILE]\n\n"
       "Asks only for what is not known yet and makes a difference to a\n"
       "decision, the most decisive question first, and writes the answers\n"
       "into the file; comments and order stay. With --document it asks for\n"
       "what that document waits for, also where no decision needs it, and\n"
       "for nothing else. With -o the case goes to a new file instead.\n\n"
       "One line is one answer: a value as in a case file, or the number of\n"
       "a listed answer. An empty line says that nobody knows yet, ? shows\n"
       "the question again, q stops and saves. Ctrl-C leaves the file as it\n"
       "was. In a pipe a wrong answer is status 1, and the next line answers\n"
       "the same question.\n",
       "使い方: itaku ask 案件 [--document 文書]… [-o ファイル]\n\n"
       "まだ分かっておらず、かつ、判断を左右する事項だけを、最も多くを決める\n"
       "ものから順に質問し、答えを案件のファイルに書き込みます。注記及び順序は"
       "\n"
       "そのまま残ります。--document "
       "があれば、その文書が待っている事項を、判断\n"
       "に関わらないものも含めて質問し、その他の事項は質問しません。-o "
       "があれば、\n"
       "元のファイルではなく、新しいファイルに書き出します。\n\n"
       "答えは1行で、案件のファイルと同じ書き方により、又は示された番号により\n"
       "書きます。空行は「まだ分からない」、? は質問の再表示、q "
       "は保存して終了\n"
       "です。Ctrl-C "
       "で中断すると、ファイルは元のままです。パイプで使うときは、\n"
       "誤った答えがあれば終了状態は1で、次の行が同じ質問への答えになります。"
       "\n"}}},
    {"check",
     itk_cmd_check,
     {{"say what is wrong with cases", "案件の誤りを調べる"}},
     {{"usage: itaku check CASE... [--annotate OUT.xlsx] [--register FILE]\n\n"
       "Reads the cases and says what is wrong, with place and remedy. Makes\n"
       "nothing; with --annotate it writes the one ledger that was named to a\n"
       "new workbook, with the faulty cells coloured and a comment in each.\n"
       "Status 1 when there is a fault.\n",
       "使い方: itaku check 案件… [--annotate 出力.xlsx] [--register "
       "ファイル]\n\n"
       "案件を読み、誤りを、その場所及び直し方とともに示します。何も作成\n"
       "しません。--annotate があれば、指定した一つの台帳を、誤りのあるセルに\n"
       "色とコメントを付けて、新しいブックに書き出します。誤りがあれば、終了\n"
       "状態は1です。\n"}}},
    {"convert",
     itk_cmd_convert,
     {{"write cases in another form, without loss",
       "案件を、内容を変えずに別の形式にする"}},
     {{"usage: itaku convert CASE... OUT [--to xml|json|jsonl|csv|xlsx]\n\n"
       "Writes the cases to OUT, in the form that its name ends in: .xml (one\n"
       "case), .json, .jsonl, .csv, .xlsx; other names are folders, of XML\n"
       "files or, with --to csv, of the CSV files of a ledger. - is standard\n"
       "output, with --to. Cases with a fault are reported and left out. What\n"
       "is there is not overwritten.\n",
       "使い方: itaku convert 案件… 出力先 [--to xml|json|jsonl|csv|xlsx]\n\n"
       "案件を、出力先の名前の末尾（.xml（一つの案件）、.json、.jsonl、."
       "csv）が\n"
       "表す形式で書き出します。末尾のない名前はフォルダーで、XML のファイル\n"
       "を、--to csv があれば台帳の CSV のファイルを入れます。- "
       "は標準出力で、\n"
       "--to とともに使います。誤りのある案件は、示した上で除きます。既にある\n"
       "ファイルには書きません。\n"}}},
    {"decide",
     itk_cmd_decide,
     {{"what the guideline says of cases, and why",
       "ガイドラインによる判断とその根拠を示す"}},
     {{"usage: itaku decide CASE... [--json] [--register FILE]\n\n"
       "Answers every decision of the guideline, with citation and the facts\n"
       "behind it. What is not known yet is listed with what would settle "
       "it.\n",
       "使い方: itaku decide 案件… [--json] [--register ファイル]\n\n"
       "ガイドラインによる判断を、根拠の規定及び元となった事実とともに示し\n"
       "ます。まだ決まらないものは、何が分かれば決まるかを示します。\n"}}},
    {"generate",
     itk_cmd_generate,
     {{"make the documents", "文書を作成する"}},
     {{"usage: itaku generate CASE... -o FOLDER [--document ID]... [-j N] "
       "[-q]\n"
       "                      [--replace-edited] [--dry-run] [--shard K/N]\n"
       "                      [--register FILE]\n"
       "       itaku generate CASE... --zip OUT.zip [--document ID]... [-j "
       "N]\n\n"
       "Makes every document whose needs are met, in FOLDER/<case id>/, and\n"
       "lists what the others wait for. With --document only those; one that\n"
       "cannot be made is then status 1. A file that somebody edited stays, "
       "and\n"
       "the new one is NAME.new.docx (status 4); --replace-edited moves the\n"
       "edited one into 旧版/ first. Run again, it makes what is missing or\n"
       "changed. A faulty case does not stop the others (status 1).\n\n"
       "  -j N         by N threads (default: the cores of the machine)\n"
       "  -q           say nothing but what is wrong\n"
       "  --dry-run    only say what would be done\n"
       "  --shard K/N  only the K-th of N parts of the cases\n"
       "  --zip FILE   all documents in one archive, written as it goes\n",
       "使い方: itaku generate 案件… -o フォルダー [--document 文書]… [-j 数]\n"
       "                       [-q] [--replace-edited] [--dry-run]\n"
       "                       [--shard K/N] [--register ファイル]\n"
       "        itaku generate 案件… --zip 出力.zip [--document 文書]… [-j "
       "数]\n\n"
       "必要な事項のそろった文書を全て「フォルダー/案件の番号/」に作成し、\n"
       "その他の文書が何を待っているかを示します。--document があれば、その\n"
       "文書だけを作成し、作成できないときの終了状態は1です。編集されたファイル"
       "\n"
       "はそのままにし、新しい文書を「名前.new.docx」とします（終了状態4）。\n"
       "--replace-edited は、編集されたものを先に 旧版/ に移します。もう一度\n"
       "実行すると、ないもの及び変わったものだけを作成します。誤りのある案件が"
       "\n"
       "あっても、他の案件の文書は作成します（終了状態1）。\n\n"
       "  -j 数        同時に処理する数（指定がなければ、機器のコアの数）\n"
       "  -q           誤り以外は表示しない\n"
       "  --dry-run    何が行われるかだけを示す\n"
       "  --shard K/N  案件を N に分けたうちの K 番目だけを処理する\n"
       "  --zip 出力   全ての文書を一つの圧縮ファイルに入れる\n"}}},
    {"regenerate",
     itk_cmd_regenerate,
     {{"make again what a revision touches", "改正で変わる文書を作り直す"}},
     {{"usage: itaku regenerate FOLDER CASE... [--dry-run] [--json] [-q] [-j "
       "N]\n"
       "                        [--replace-edited] [--shard K/N]\n"
       "                        [--register FILE] [-o REPORT.docx]\n\n"
       "Decides again for each case that FOLDER has documents of, and makes\n"
       "exactly those again that would be other than recorded. What is\n"
       "replaced, or no longer made, is kept in 旧版/. The report, with the\n"
       "table of old and new wording, is FOLDER/旧版/再作成報告.N.docx, and\n"
       "JSON beside it. Contracts that follow the former text by a\n"
       "transitional provision stay as they are, and the report says so. A\n"
       "case that is not given is listed and left, and so is a new one. A "
       "file\n"
       "that somebody edited stays, and the new one is NAME.new.docx (status\n"
       "4); --replace-edited moves the edited one into 旧版/ first.\n\n"
       "  --dry-run    only say what would change, and why\n"
       "  --json       say it as JSON\n"
       "  -o FILE      write the report there, and the JSON beside it\n"
       "  -j N         by N threads (default: the cores of the machine)\n"
       "  -q           say nothing but what is wrong\n"
       "  --shard K/N  only the K-th of N parts of the cases\n",
       "使い方: itaku regenerate フォルダー 案件… [--dry-run] [--json] [-q]\n"
       "                         [-j 数] [--replace-edited] [--shard K/N]\n"
       "                         [--register ファイル] [-o 報告.docx]\n\n"
       "フォルダーに文書がある案件ごとに判断し直し、記録と異なるものとなる文書"
       "\n"
       "だけを作り直します。置き換えるもの及び不要となったものは 旧版/ に残し\n"
       "ます。新旧対照表を含む報告は「フォルダー/旧版/再作成報告.N.docx」で、\n"
       "その隣に JSON を書き出します。経過措置により従前の例による契約は変え\n"
       "ず、報告にその旨を記載します。指定のない案件及び新しい案件は、示した\n"
       "上で、そのままにします。編集されたファイルはそのままにし、新しい文書を"
       "\n"
       "「名前.new.docx」とします（終了状態4）。--replace-edited "
       "は、編集された\n"
       "ものを先に 旧版/ に移します。\n\n"
       "  --dry-run    変わるもの及びその理由だけを示す\n"
       "  --json       JSON で示す\n"
       "  -o ファイル  報告をそこに、JSON をその隣に書き出す\n"
       "  -j 数        同時に処理する数（指定がなければ、機器のコアの数）\n"
       "  -q           誤り以外は表示しない\n"
       "  --shard K/N  案件を N に分けたうちの K 番目だけを処理する\n"}}},
    {"revisions",
     itk_cmd_revisions,
     {{"list the revisions, and which one governs",
       "改正の一覧と、適用されるものを示す"}},
     {{"usage: itaku revisions [CASE...] [--on DATE] [--guideline NAME]\n"
       "                       [--json]\n\n"
       "Lists the revisions of the guideline with their transitional rules, "
       "and\n"
       "whether their text is held. Marks the one that governs each case, and\n"
       "says why; without a case, the one that governs a contract made on "
       "DATE\n"
       "(today when left out).\n",
       "使い方: itaku revisions [案件…] [--on 日付] [--guideline 名前]\n"
       "                        [--json]\n\n"
       "ガイドラインの改正を、経過措置及び本文の有無とともに並べます。各案件に"
       "\n"
       "適用されるものに印を付け、その理由を示します。案件がなければ、その日付"
       "\n"
       "（なければ今日）に締結する契約に適用されるものに印を付けます。\n"}}},
    {"compare",
     itk_cmd_compare,
     {{"what differs between two revisions, or two documents",
       "二つの改正又は二つの文書の違いを示す"}},
     {{"usage: itaku compare DATE DATE [CASE...] [--guideline NAME] "
       "[--json]\n"
       "       itaku compare DATE DATE -o TABLE.docx [--guideline NAME] "
       "[--force]\n"
       "       itaku compare OLD.docx NEW.docx [-o TABLE.docx] [--json] "
       "[--force]\n\n"
       "Says which clauses (word by word), decisions, values, documents and\n"
       "templates differ between the texts in force on the two dates. Of each\n"
       "case it says which revision governs it, and what would be decided,\n"
       "selected and printed otherwise under the other text. [-this-] is "
       "gone,\n"
       "{+this+} is new. With -o it writes the comparison table of old and "
       "new\n"
       "wording of the clauses; --force replaces a file that is there.\n\n"
       "Two documents, whoever made or edited them, are compared clause by "
       "clause\n"
       "where they have clauses, else by articles, paragraphs and rows of "
       "tables:\n"
       "~ edited, + added, - removed, > moved, # with another number only.\n",
       "使い方: itaku compare 日付 日付 [案件…] [--guideline 名前] [--json]\n"
       "        itaku compare 日付 日付 -o 対照表.docx [--guideline 名前]\n"
       "                      [--force]\n"
       "        itaku compare 旧.docx 新.docx [-o 対照表.docx] [--json] "
       "[--force]\n\n"
       "二つの日付に実施されている本文の間で、条項（語ごと）、判断、値、文書及"
       "び\n"
       "ひな型のどれが違うかを示します。各案件については、適用される改正と、\n"
       "他方の本文によれば判断、条項及び文書のどれが変わるかを示します。\n"
       "〔削る：…〕はなくなる語、〔加える：…〕は新しい語です。-o を付けると、条"
       "項の\n"
       "新旧対照表を作ります。--force "
       "は、既にあるファイルを置き換えます。\n\n"
       "二つの文書は、誰が作り、又は書き換えたものでも、条ごとに比べます。条が"
       "な\n"
       "ければ、見出し、段落及び表の行ごとに比べます。~ は書換え、+ は追加、- "
       "は\n"
       "削除、> は移動、# は番号だけの変更です。\n"}}},
    {"packet",
     itk_cmd_packet,
     {{"bind what the committee gets", "審査会の資料を綴じる"}},
     {{"usage: itaku packet CASE... --meeting FILE -o OUT.docx [--split] "
       "[--pdf]"
       "\n                    [--outside-review] [--register FILE]\n\n"
       "Binds the papers of a meeting of the review committee: cover, agenda, "
       "members,\n"
       "lists, and each case with its documents behind a cover of its own. A "
       "case that\n"
       "cannot be decided yet is listed as such, with the facts that are "
       "missing.\n\n"
       "  --meeting FILE     date, number, place (docs/packet.md)\n"
       "  --outside-review   also list the cases that need no review\n"
       "  --register FILE    also say what differs from the contractor's "
       "previous "
       "case\n"
       "  --split            OUT is a folder of single documents\n"
       "  --pdf              PDF files as well, by LibreOffice\n",
       "使い方: itaku packet 案件… --meeting 会議 -o 出力.docx [--split] "
       "[--pdf]"
       "\n                     [--outside-review] [--register ファイル]\n\n"
       "審査会の資料（表紙、次第、審査会の構成、案件一覧、報告案件、書類の目次"
       "及び"
       "\n"
       "案件ごとの書類）を一つの文書に綴じます。判断がまだ決まらない案件は、分"
       "か"
       "ら\n"
       "ない事項とともに「要確認」に載せます。\n\n"
       "  --meeting 会議     開催日、回、場所のファイル（docs/packet.md）\n"
       "  --outside-review   審査を要しない案件も一覧に載せる\n"
       "  --register ファイル  受託予定者の前回の案件との相違も載せる\n"
       "  --split            出力を、一つずつの文書のフォルダーにする\n"
       "  --pdf              LibreOffice により PDF も作る\n"}}},
    {"verify",
     itk_cmd_verify,
     {{"what became of an annex that came back",
       "戻ってきた特記仕様書の条を確かめる"}},
     {{"usage: itaku verify FILE.docx... [--case CASE] [--json]\n\n"
       "Says of each clause of an annex whether it is there and unchanged, or "
       "was\n"
       "edited (with the words), moved, removed, or superseded by a newer "
       "version;\n"
       "and what was added. With a case the whole text is compared; without "
       "one\n"
       "what the case filled in may be anything. [-this-] is gone, {+this+} is "
       "new.\n"
       "Status 0: all is as it was; 1: it is not.\n",
       "使い方: itaku verify ファイル.docx… [--case 案件] [--json]\n\n"
       "特記仕様書の各条について、そのままか、書き換えられたか（語も示します）"
       "、"
       "\n"
       "移されたか、削られたか、新しい版があるかを、加えられた文とともに示しま"
       "す。\n"
       "案件を指定すると文の全てを比べ、指定しなければ案件の値は比べません。\n"
       "〔削る：…〕はなくなった語、〔加える：…〕は加わった語です。\n"
       "終了状態は、元のままなら0、そうでなければ1です。\n"}}},
    {"lint",
     itk_cmd_lint,
     {{"what is wrong with a guideline package",
       "ガイドラインのパッケージを検査する"}},
     {{"usage: itaku lint [PACKAGE] [--cases FOLDER] [--record]\n\n"
       "Holds the files of a package and its templates against each other:\n"
       "references, citations, versions, punctuation, fields that nothing\n"
       "reads, tags. PACKAGE is the name of one in the data folder, or a "
       "folder;\n"
       "without it the only one. The rules are proved over every case; where\n"
       "they fail, a case that shows it is printed, or written to FOLDER.\n"
       "With --record the digests of texts that have none are added to\n"
       "released.txt of the package; an edit of them is then an error.\n"
       "Status 3 when there is an error; warnings are no fault.\n",
       "使い方: itaku lint [パッケージ] [--cases フォルダー] [--record]\n\n"
       "パッケージのファイル及びひな型を互いに突き合わせ、参照、根拠の規定、\n"
       "版、句読点、どこにも使われない項目、タグを検査します。パッケージは、\n"
       "データのフォルダーにあるものの名前か、フォルダーで指定します。なければ"
       "\n"
       "ただ一つのものを検査します。規則は、全ての案件について証明します。成り"
       "\n"
       "立たないときは、それを示す案件を標準出力（--cases があれば、その"
       "\n"
       "フォルダー）に書き出します。--record があれば、まだ記録していない文の\n"
       "ダイジェストをパッケージの released.txt "
       "に加えます。以後、その文の書換え\n"
       "はエラーとなります。エラーがあれば、終了状態は3です（警告は含みません）"
       "。\n"}}},
    {"render",
     itk_cmd_render,
     {{"fill anybody's .docx template from JSON or XML",
       "任意の .docx テンプレートに JSON 又は XML を差し込む"}},
     {{"usage: itaku render TEMPLATE.docx DATA -o OUT.docx\n"
       "                    [--missing=error|empty|keep] [--smallest]\n"
       "                    [--delimiters='[[ ]]'] [--assets FOLDER]\n"
       "                    [--update-fields]\n"
       "                    [--force] [--limit items=N] [--each [-j N]]\n\n"
       "Fills the tags of the template from DATA, a JSON or XML file or - for\n"
       "standard input. Without a value for a tag nothing is written, and\n"
       "every such tag is named with its place; --missing=empty leaves a gap\n"
       "instead, --missing=keep the tag. A file that is there stays, unless\n"
       "--force is given; -o - writes to standard output. --smallest takes\n"
       "longer for a smaller file. --limit raises the number of items in all\n"
       "lists of the data (10000).\n"
       "With --each, DATA is a JSON array or JSON Lines, and each record\n"
       "becomes OUT/000001.docx and so on, by N threads.\n",
       "使い方: itaku render テンプレート.docx データ -o 出力.docx\n"
       "                     [--missing=error|empty|keep] [--smallest]\n"
       "                     [--delimiters='[[ ]]'] [--assets フォルダー]\n"
       "                     [--update-fields]\n"
       "                     [--force] [--limit items=件数] [--each [-j "
       "数]]\n\n"
       "テンプレートのタグに、データ（JSON 若しくは XML "
       "のファイル又は標準入力\n"
       "を表す "
       "-）の値を差し込みます。値のないタグがあれば何も書き出さず、その\n"
       "全てを場所とともに示します。--missing=empty なら空欄とし、\n"
       "--missing=keep "
       "ならタグをそのまま残します。既にあるファイルは、--force\n"
       "がなければ上書きしません。-o - は標準出力です。--smallest は、時間を\n"
       "掛けてファイルを小さくします。--limit は、データの一覧の項目の総数の\n"
       "上限（10000）を引き上げます。\n"
       "--each を付けると、データ（JSON の配列又は JSON Lines）のレコードごと\n"
       "に、出力/000001.docx から順に、-j の数のスレッドで作成します。\n"}}},
    {"manifest",
     itk_cmd_manifest,
     {{"verify, compare and merge what output folders record",
       "出力フォルダーの目録の確認、比較及び統合"}},
     {{"usage: itaku manifest verify FOLDER\n"
       "       itaku manifest diff FOLDER FOLDER\n"
       "       itaku manifest merge FOLDER... -o FOLDER\n\n"
       "verify reads every recorded document and names those that were edited\n"
       "or are gone (status 4), and documents that are not recorded. diff\n"
       "names the documents that two folders record differently (status 1).\n"
       "merge makes one manifest of those of folders below FOLDER, such as\n"
       "the parts that generate --shard has made.\n",
       "使い方: itaku manifest verify フォルダー\n"
       "        itaku manifest diff フォルダー フォルダー\n"
       "        itaku manifest merge フォルダー… -o フォルダー\n\n"
       "verify は、目録にある文書を全て読み、編集されたもの及びないもの（終了\n"
       "状態4）並びに目録にない文書を示します。diff "
       "は、二つの目録で異なる文書\n"
       "を示します（終了状態1）。merge は、generate --shard "
       "で作成したものなど、\n"
       "指定したフォルダーの中のフォルダーの目録を一つにします。\n"}}},
    {"register",
     itk_cmd_register,
     {{"keep cases and what came of them in one file",
       "案件及びその結果を一つのファイルに登録する"}},
     {{"usage: itaku register import CASE... --register FILE\n"
       "       itaku register list --register FILE [--json]\n"
       "       itaku register show CASE --register FILE [--json]\n"
       "       itaku register export [CASE...] OUT --register FILE [--to "
       "FORM]\n"
       "       itaku register result CASE --register FILE --date DATE\n"
       "             --result approved|conditional|refused|continued\n"
       "             [--ground GROUND]... [--condition TEXT]... [--meeting "
       "NAME]\n"
       "       itaku register documents FOLDER... --register FILE\n"
       "       itaku register due --register FILE [--on DATE] [--within DAYS]\n"
       "             [--json]\n"
       "       itaku register forget CASE --register FILE\n"
       "\n"
       "FILE is an SQLite database; import makes it (mode 0600). import keeps\n"
       "every case without an error, whole; a case that is there already is\n"
       "brought up to date. export writes them again as they were, in the\n"
       "forms of convert. result records what the committee decided,\n"
       "documents the files that output folders list, with digests; due lists\n"
       "training, certificates, surveys and reviews that are due; forget "
       "takes\n"
       "a case out and wipes what it was. check, decide and generate take\n"
       "--register FILE: what a case leaves out comes from there.\n",
       "使い方: itaku register import 案件… --register ファイル\n"
       "        itaku register list --register ファイル [--json]\n"
       "        itaku register show 案件番号 --register ファイル [--json]\n"
       "        itaku register export [案件番号…] 出力先 --register ファイル\n"
       "                              [--to 形式]\n"
       "        itaku register result 案件番号 --register ファイル --date "
       "日付\n"
       "              --result 承認|条件付承認|不承認|継続\n"
       "              [--ground 根拠]… [--condition 条件]… [--meeting 名称]\n"
       "        itaku register documents フォルダー… --register ファイル\n"
       "        itaku register due --register ファイル [--on 日付]\n"
       "              [--within 日数] [--json]\n"
       "        itaku register forget 案件番号 --register ファイル\n\n"
       "ファイルは SQLite のデータベースで、import が作ります（モード0600）。\n"
       "import は、誤りのない案件を全て、そのまま登録します。既にある案件は、\n"
       "新しい内容に改めます。export "
       "は、登録した案件を元のとおりに、convert の\n"
       "形式で書き出します。result は審査会の結果を、documents は出力フォルダー"
       "\n"
       "の目録にある文書をダイジェストとともに記録します。due "
       "は、期限の近い研修、"
       "\n"
       "認証等及びまだ行われていない調査、審査の依頼を示します。forget "
       "は、案件を"
       "\n"
       "除き、その内容を消去します。check、decide 及び generate は、--register "
       "\n"
       "ファイル があれば、案件にない事実を登録簿から補います。\n"}}},
    {"template",
     itk_cmd_template,
     {{"check, sample, pack and unpack templates",
       "ひな型の検査、見本データ、組立て及び展開"}},
     {{"usage: itaku template check FILE.docx [--sample DATA] [--json]\n"
       "                             [--delimiters='[[ ]]']\n"
       "       itaku template data FILE.docx [--delimiters='[[ ]]']\n"
       "       itaku template pack OUT.docx FOLDER...\n"
       "       itaku template unpack FILE.docx FOLDER\n\n"
       "check lists the tags with their types and places, or all that is "
       "wrong\n"
       "with them; with --sample, also each tag whose name the sample (JSON "
       "or\n"
       "XML) has not got. data prints a sample of the data that the template\n"
       "wants, as JSON. pack puts the parts below the folders into a .docx; a\n"
       "part of a later folder takes the place of one of an earlier folder;\n"
       "nothing is written when the template has a fault. unpack writes each\n"
       "part into a new folder, as it is, for version control.\n",
       "使い方: itaku template check ファイル.docx [--sample データ] [--json]\n"
       "                              [--delimiters='[[ ]]']\n"
       "        itaku template data ファイル.docx [--delimiters='[[ ]]']\n"
       "        itaku template pack 出力.docx フォルダー…\n"
       "        itaku template unpack ファイル.docx フォルダー\n\n"
       "check "
       "は、タグをその種類及び場所とともに並べ、誤りがあればその全てを示し"
       "\n"
       "ます。--sample があれば、見本のデータ（JSON 又は "
       "XML）にない名前のタグも\n"
       "示します。data は、ひな型に必要なデータの見本を JSON で書き出します。\n"
       "pack は、フォルダーの中の部品を .docx "
       "に組み立てます。同じ名前の部品は、"
       "\n"
       "後のフォルダーのものを使い、ひな型に誤りがあれば何も書き出しません。\n"
       "unpack は、部品をそのまま新しいフォルダーに書き出します（版の管理用）。"
       "\n"}}},
};

const struct itk_command *
itk_commands(size_t *count)
{
    *count = ITK_COUNT(commands);
    return commands;
}

const struct itk_command *
itk_command_find(const char *name)
{
    for (size_t i = 0; i < ITK_COUNT(commands); i++) {
        if (!strcmp(commands[i].name, name))
            return &commands[i];
    }
    return NULL;
}
