//! Data files: what is read from them and what is refused.

use super::support::{Folder, GOOD};
use underwater::world::price::Dynamics;
use underwater::world::series::{Frequency, Series};

const GBM: &str = "kind = \"gbm\"\ndrift_annual = 0.02\nvolatility_annual = 0.15";

fn months(first_year: i32, years: i32) -> String {
    let mut csv = String::from("\u{feff}month,index,rate\n");
    for month in 0..years * 12 {
        let (year, month_of_year) = (first_year + month / 12, month % 12 + 1);
        csv += &format!("{year}-{month_of_year:02},{},{}\n", 100 + month, 4.5);
    }
    csv
}

fn replay(csv: &str, price: &str) -> (Folder, String) {
    let text = GOOD.replace(GBM, price);
    let folder = Folder::of(&[("configs/a.toml", &text), ("data/hk.csv", csv)]);
    let faults = folder.faults(folder.load("configs/a.toml"));
    (folder, faults)
}

const REPLAY: &str = "kind = \"replay\"\nstart_month = \"1997-10\"\n\
    series = { file = \"../data/hk.csv\", column = \"index\" }";

#[test]
fn a_series_is_read_once_and_recorded() {
    let (folder, faults) = replay(&months(1993, 20), REPLAY);
    assert_eq!(faults, "");
    let loaded = folder.load("configs/a.toml").expect("a good config");
    let Dynamics::Replay(replay) = &loaded.cells[0].config.price.dynamics else { panic!() };
    let data = &replay.table.series.series;
    assert_eq!((data.frequency, data.values.len()), (Frequency::Monthly, 240));
    assert_eq!(data.position(replay.table.start_month), Some(57));
    assert_eq!(data.span(), "1993-01 to 2012-12");
    let [file] = loaded.files_read.as_slice() else { panic!() };
    assert_eq!(file.written, "../data/hk.csv");
    assert_eq!(file.path, folder.path("data/hk.csv"));
    assert_eq!(file.blake3, blake3::hash(months(1993, 20).as_bytes()).to_hex().to_string());
    assert_eq!(loaded.resolved["price"]["series"]["file"], "../data/hk.csv");
}

#[test]
fn blanks_at_the_ends_are_left_out() {
    let csv = months(1993, 20).replacen(",100,", ",,", 1) + "2013-01,,\n";
    let (folder, faults) = replay(&csv, REPLAY);
    assert_eq!(faults, "");
    let loaded = folder.load("configs/a.toml").expect("a good config");
    let Dynamics::Replay(replay) = &loaded.cells[0].config.price.dynamics else { panic!() };
    assert_eq!(replay.table.series.series.span(), "1993-02 to 2012-12");
}

#[test]
fn what_a_data_file_may_not_be() {
    let good = months(1993, 20);
    let column = REPLAY.replace("\"index\"", "\"indx\"");
    let file = REPLAY.replace("hk.csv", "hg.csv");
    let late = REPLAY.replace("1997-10", "2008-10");
    let never = REPLAY.replace("1997-10", "2018-10");
    let time = REPLAY.replace("column", "time_column = \"rate\", column");
    let window = "kind = \"bootstrap\"\nmean_block_months = 12\nfirst_month = \"2001-01\"\n\
        last_month = \"2001-02\"\nseries = { file = \"../data/hk.csv\", column = \"index\" }";
    let outside = window.replace("2001-02", "2031-02");
    let cases = [
        (good.clone(), file.as_str()),
        (good.clone(), &column),
        (good.clone(), &late),
        (good.clone(), &never),
        (good.clone(), &time),
        (good.clone(), window),
        (good.clone(), &outside),
        (good.replace(",150,", ",n/a,").replace(",160,", ",,"), REPLAY),
        (good.replace("1998-05,164,4.5\n", "").replace("1999-05", "1999-04"), REPLAY),
        (good.replace(",150,", ",0,"), REPLAY),
        (good.replace(",150,", ",150"), REPLAY),
        ("year,index\n1997,3\n1998,4\n".to_owned(), REPLAY),
        ("month,index\n".to_owned(), REPLAY),
    ];
    let shown: Vec<String> = cases.iter().map(|(csv, price)| replay(csv, price).1).collect();
    insta::assert_snapshot!(shown.join("\n\n"), @r#"
    configs/a.toml:11:19  price.series.file = "../data/hg.csv" does not exist: there is no data/hg.csv; did you mean `hk.csv`?

    configs/a.toml:11:46  price.series.column = "indx" is not a column of data/hk.csv, which has month, index, rate; did you mean `index`?

    configs/a.toml:10:15  price.start_month = "2008-10" leaves 50 months of the series, 1993-01 to 2012-12; horizon and tail need 120; the latest start is "2002-12"

    configs/a.toml:10:15  price.start_month = "2018-10" is not in the series, 1993-01 to 2012-12; the latest start is "2002-12"

    data/hk.csv:2  price.series has the time "4.5", which is not YYYY-MM, YYYY-MM-DD, YYYY-Qn or YYYY

    configs/a.toml:12:14  price.last_month = "2001-02" leaves too few monthly returns: 1, at least 2 are needed

    configs/a.toml:12:14  price.last_month = "2031-02" is not in the series, 1993-01 to 2012-12

    data/hk.csv:52  price.series has "n/a" in the column "index", which is not a number
    data/hk.csv:62  price.series has an empty cell inside the column "index"

    data/hk.csv:66  price.series has the time "1998-06"; months missing before it: 1
    data/hk.csv:77  price.series has the time "1999-04", which is not after the one before
    data/hk.csv:78  price.series has the time "1999-06"; months missing before it: 1

    data/hk.csv:52  price.series has the value 0; an index must be above 0

    data/hk.csv:52  price.series has 2 cells where the header has 3

    configs/a.toml:11:46  price.series.column = "index" is yearly, and months are simulated; interpolate = true reads straight lines between its years

    configs/a.toml:11:46  price.series.column = "index" has no value in the column "index"
    "#);
}

#[test]
fn unemployment_is_a_fraction_and_may_be_yearly() {
    let ar1 = "kind = \"ar1\"\nseparation_monthly";
    let series = |scale: &str| {
        let labour = format!(
            "kind = \"series\"\nstart_month = \"1997-10\"\n\
             series = {{ file = \"u.csv\", column = \"rate\"{scale} }}\nseparation_monthly"
        );
        let text = GOOD.replace(ar1, &labour);
        let csv = "year,rate\n1997,2.2\n1998,4.7\n1999,6.2\n2000,4.9\n2001,5.1\n2002,7.3\n";
        let folder = Folder::of(&[("a.toml", &text), ("u.csv", csv)]);
        folder.faults(folder.load("a.toml"))
    };
    assert_eq!(series(", scale = 0.01"), "");
    insta::assert_snapshot!(series(""), @"u.csv:2  labour.series has the value 2.2; an unemployment rate must be in (0, 1); scale = 0.01 in labour.series reads percents");
}

#[test]
fn unemployment_is_one_that_the_market_can_have() {
    let rates = "month,rate\n".to_owned()
        + &(0..60).map(|at| format!("{}-{:02},0.{:02}\n", 2000 + at / 12, at % 12 + 1, 90 - at)).collect::<String>();
    let of = |turnover: &str| {
        let labour = format!(
            "kind = \"series\"\nstart_month = \"2000-01\"\nseries = {{ file = \"u.csv\", column = \"rate\" }}\n{turnover}"
        );
        let text = GOOD.replace("kind = \"ar1\"\nseparation_monthly = 0.01\nfinding_monthly = 0.2", &labour);
        let text = text.replace("horizon_months = 60", "horizon_months = 59");
        let folder = Folder::of(&[("a.toml", &text), ("u.csv", &rates)]);
        folder.faults(folder.load("a.toml"))
    };
    assert_eq!(of("separation_monthly = 0.01\nfinding_monthly = 0.2"), "");
    assert_eq!(of("separation_monthly = 0.000001\nfinding_monthly = 0.999\nfinding_sensitivity = 0.5"), "");
    let faults = [
        of("separation_monthly = 0\nfinding_monthly = 0.2"),
        of("separation_monthly = 0.01\nfinding_monthly = 0"),
        of("separation_monthly = 0.01\nfinding_monthly = 0.2\nfinding_sensitivity = -1"),
        // Unemployment falls as the state rises.
        of("separation_monthly = 0.01\nfinding_monthly = 0.2\nfinding_sensitivity = -2"),
    ];
    insta::assert_snapshot!(faults.join("\n"), @"
    a.toml:17:22  labour.separation_monthly = 0 means that nobody loses work, and the series has an unemployment of 90%
    a.toml:18:19  labour.finding_monthly = 0 means that nobody finds work, and the series has an unemployment of 90%
    a.toml:19:23  labour.finding_sensitivity = -1 keeps unemployment between 4.3099% and 50%, and the series has 90%; with 1, the default, it can be anything
    a.toml:19:23  labour.finding_sensitivity = -2 means that unemployment falls as the market gets worse; with 1, the default, it can be anything
    ");
}

#[test]
fn an_empirical_value_outside_its_key_is_placed_in_the_data() {
    let ratios = "down_payment = { empirical = { file = \"d.csv\", column = \"ratio\" } }";
    let text = GOOD.replace("down_payment = 0.3", ratios);
    let folder = Folder::of(&[("a.toml", &text), ("d.csv", "ratio\n0.2\n30\n")]);
    insta::assert_snapshot!(folder.faults(folder.load("a.toml")), @"d.csv:3  loan.down_payment.empirical has the value 30, which is not in [0, 1); 30% is written 0.30");
}

fn empirical(csv: &[u8], column: &str) -> String {
    let ratios = format!("down_payment = {{ empirical = {{ file = \"d.csv\", column = \"{column}\" }} }}");
    let folder = Folder::of(&[("a.toml", &GOOD.replace("down_payment = 0.3", &ratios))]);
    std::fs::write(folder.path("d.csv"), csv).expect("a file");
    folder.faults(folder.load("a.toml"))
}

#[test]
fn lines_are_those_of_the_file() {
    let shown = [
        "ratio\r\n0.1\r\n0.2\r\nabc\r\n",
        "ratio\n\n0.1\n\nabc\n",
        "\n\nratio\n0.1\n\r\n\r\nabc\n",
        "ratio\r0.1\rabc\r",
        "ratio,name\n0.1,\"two\nlines\"\nabc,x\n",
        "ratio,name\r\n0.1,x\r\n\r\n0.2\r\n",
    ]
    .map(|csv| empirical(csv.as_bytes(), "ratio"));
    insta::assert_snapshot!(shown.join("\n"), @r#"
    d.csv:4  loan.down_payment.empirical has "abc" in the column "ratio", which is not a number
    d.csv:5  loan.down_payment.empirical has "abc" in the column "ratio", which is not a number
    d.csv:7  loan.down_payment.empirical has "abc" in the column "ratio", which is not a number
    d.csv:3  loan.down_payment.empirical has "abc" in the column "ratio", which is not a number
    d.csv:4  loan.down_payment.empirical has "abc" in the column "ratio", which is not a number
    d.csv:4  loan.down_payment.empirical has 1 cells where the header has 2
    "#);
}

#[test]
fn blank_cells_of_an_empirical_column_are_skipped() {
    assert_eq!(empirical(b"ratio,x\n0.1,1\n ,1\n,1\n0.2,\n", "ratio"), "");
    insta::assert_snapshot!(empirical(b"ratio,x\n,1\n", "ratio"), @r#"a.toml:24:57  loan.down_payment.empirical.column = "ratio" has no value in the column "ratio""#);
}

#[test]
fn a_name_of_two_columns_is_refused() {
    insta::assert_snapshot!(empirical(b"ratio,x,ratio\n0.1,1,0.5\n", "ratio"), @r#"a.toml:24:57  loan.down_payment.empirical.column = "ratio" is the name of columns 1 and 3 of d.csv; rename one of them"#);
    assert_eq!(empirical(b"ratio,x,x,,\n0.1,1,0.5,,\n", "ratio"), "");
}

#[test]
fn encodings_and_separators_are_named_with_what_helps() {
    let utf_16: Vec<u8> = "\u{feff}ratio\n0.1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(empirical(&utf_16, "ratio"), "");
    let shown = [
        empirical(&[&[0xCA, 0xD7, 0xB8, 0xB6], &b",ratio\n1,0.1\n"[..]].concat(), "ratio"),
        empirical(b"ann\xe9e,ratio\n1,0.1\n", "ratio"),
        empirical(&utf_16[2..], "ratio"),
        empirical(b"PK\x03\x04\x14\x00", "ratio"),
        empirical(b"year;ratio\n2010;0,1\n", "ratio"),
        empirical(b"year;ratio\n2010;0.1\n2011;0.2\n", "ratio"),
    ];
    insta::assert_snapshot!(shown.join("\n"), @r#"
    a.toml:24:39  loan.down_payment.empirical.file = "d.csv" is not UTF-8 text; its encoding looks like GBK (GB 18030); save it as UTF-8 (in Excel: Save As, CSV UTF-8)
    a.toml:24:39  loan.down_payment.empirical.file = "d.csv" is not UTF-8 text; its encoding looks like Windows-1252 or another; save it as UTF-8 (in Excel: Save As, CSV UTF-8)
    a.toml:24:39  loan.down_payment.empirical.file = "d.csv" has zero bytes, as UTF-16 without its mark and files that are no text have; save it as UTF-8 (in Excel: Save As, CSV UTF-8)
    a.toml:24:39  loan.down_payment.empirical.file = "d.csv" is an Excel workbook or another archive, not text; save the sheet as CSV UTF-8
    a.toml:24:57  loan.down_payment.empirical.column = "ratio" is not a column of d.csv, which is no table of numbers; its cells are parted by semicolons; save it with commas, and decimals with points
    a.toml:24:57  loan.down_payment.empirical.column = "ratio" is not a column of d.csv, which is no table of numbers; its cells are parted by semicolons; save it with commas, and decimals with points
    "#);
}

#[test]
fn what_is_no_data_is_not_printed() {
    let shown = [
        empirical(b"root:x:0:0:root:/root:/bin/bash\nmail:x:8:8:\n", "ratio"),
        empirical(b"SECRET_KEY=abcdefgh\n", "ratio"),
        empirical(format!("ratio\n0.1\n{}\n", "abc,\u{1b}".replace(',', ".").repeat(5000)).as_bytes(), "ratio"),
    ];
    assert!(!shown.concat().contains("root:") && !shown.concat().contains("SECRET"), "{shown:?}");
    insta::assert_snapshot!(shown.join("\n"), @r#"
    a.toml:24:57  loan.down_payment.empirical.column = "ratio" is not a column of d.csv, which is no table of numbers
    a.toml:24:57  loan.down_payment.empirical.column = "ratio" is not a column of d.csv, which is no table of numbers
    d.csv:3  loan.down_payment.empirical has "abc.\u{1b}abc.\u{1b}abc.\u{1b}abc.\u{1b}abc.\u{1b}abc.\u{1b}..." in the column "ratio", which is not a number
    "#);
}

fn unemployment(csv: &str, more: &str) -> String {
    let labour = format!(
        "kind = \"series\"\nstart_month = \"2000-01\"\n\
         series = {{ file = \"u.csv\", column = \"rate\"{more} }}\nseparation_monthly"
    );
    let text = GOOD.replace("kind = \"ar1\"\nseparation_monthly", &labour);
    let folder = Folder::of(&[("a.toml", &text), ("u.csv", csv)]);
    folder.faults(folder.load("a.toml"))
}

#[test]
fn quarters_are_read_where_the_config_says_so() {
    let of = |time: &dyn Fn(i32, i32) -> String| {
        let rows: String = (0..24).map(|at| format!("{},0.05\n", time(2000 + at / 4, at % 4))).collect();
        format!("time,rate\n{rows}")
    };
    let forms = [
        of(&|year, quarter| format!("{year}Q{}", quarter + 1)),
        of(&|year, quarter| format!("{year}/{}", quarter * 3 + 1)),
        of(&|year, quarter| format!("{year}-{:02}-30", quarter * 3 + 3)),
    ];
    for csv in &forms {
        assert_eq!(unemployment(csv, ", interpolate = true"), "", "{csv}");
    }
    insta::assert_snapshot!(unemployment(&forms[0], ""), @r#"a.toml:16:37  labour.series.column = "rate" is quarterly, and months are simulated; interpolate = true reads straight lines between its quarters"#);
    let gap = forms[0].replace("2001Q3,0.05\n", "");
    insta::assert_snapshot!(unemployment(&gap, ", interpolate = true"), @r#"u.csv:8  labour.series has the time "2001Q4"; quarters missing before it: 1"#);
    let impossible = "time,rate\n2000-01-31,0.05\n2000-02-31,0.05\n";
    insta::assert_snapshot!(unemployment(impossible, ""), @r#"u.csv:3  labour.series has the time "2000-02-31", which is no day of the calendar"#);
}

#[test]
fn a_value_stands_at_the_middle_of_its_period() {
    let index = |rows: &str, more: &str| {
        let price = format!(
            "kind = \"bootstrap\"\nmean_block_months = 2\n\
             series = {{ file = \"../data/hk.csv\", column = \"index\"{more} }}"
        );
        let (folder, faults) = replay(&format!("time,index\n{rows}"), &price);
        let loaded = folder.load("configs/a.toml").map_err(|_| faults)?;
        let Dynamics::Bootstrap(bootstrap) = &loaded.cells[0].config.price.dynamics else { panic!() };
        Ok(bootstrap.table.series.series.by_month().into_owned())
    };
    let quarters = index("2000Q1,100\n2000Q2,103\n2000Q3,100\n", ", interpolate = true").expect("quarters");
    assert_eq!((quarters.span().as_str(), quarters.frequency), ("2000-02 to 2000-08", Frequency::Monthly));
    assert_eq!(quarters.values, [100.0, 101.0, 102.0, 103.0, 102.0, 101.0, 100.0]);
    let years = index("2000,100\n2001,124\n", ", interpolate = true").expect("years");
    assert_eq!((years.span().as_str(), years.values.len()), ("2000-07 to 2001-06", 12));
    assert!((years.values[0] - 101.0).abs() < 1e-12 && (years.values[11] - 123.0).abs() < 1e-12);
    let refused: Result<Series, String> = index("2000Q1,100\n2000Q2,103\n2000Q3,100\n", "");
    insta::assert_snapshot!(refused.expect_err("no word of interpolation"), @r#"configs/a.toml:11:46  price.series.column = "index" is quarterly, and months are simulated; interpolate = true reads straight lines between its quarters"#);
}
