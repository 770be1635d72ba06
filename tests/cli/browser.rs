//! The page in a browser, where one is installed: no error, no request, figures drawn, pointer and keyboard answered.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::support::{Place, config};

/// Largest page, bytes.
const LARGEST: u64 = 2_000_000;

/// A browser, or a printed note that there is none.
fn browser() -> Option<PathBuf> {
    let names = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let found = names.iter().map(PathBuf::from).find(|path| path.exists());
    if found.is_none() {
        println!("skipped: none of {names:?} is installed, so the page was not opened");
    }
    found
}

/// What a browser made of a page.
struct Opened {
    dom: String,
    stderr: String,
    network: String,
}

fn open(browser: &Path, page: &Path) -> Opened {
    let home = TempDir::new().expect("a folder");
    let log = home.path().join("network.json");
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--enable-logging=stderr", "--window-size=1280,1000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", home.path().join("profile").display()))
        .arg(format!("--log-net-log={}", log.display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("the browser starts");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let network = fs::read_to_string(&log).unwrap_or_default();
    Opened { dom: text(output.stdout), stderr: text(output.stderr), network }
}

/// Requests a page made. The browser's own, for its updates and its clock, go to its makers, whom no page names.
fn requests(opened: &Opened) -> Vec<String> {
    const MAKERS: [&str; 4] = ["google.com", "googleapis.com", "gvt1.com", "gstatic.com"];
    let urls = opened.network.split("\"url\":\"").skip(1).filter_map(|rest| rest.split('"').next());
    let is_remote = |url: &&str| url.starts_with("http") || url.starts_with("ws");
    let host = |url: &str| url.split('/').nth(2).unwrap_or_default().to_owned();
    let is_own = |url: &str| MAKERS.iter().any(|maker| host(url).ends_with(maker));
    urls.filter(is_remote).filter(|url| !is_own(url)).map(str::to_owned).collect()
}

#[test]
fn the_page_is_whole_and_holds_nothing_foreign() {
    let place = Place::new();
    let title = "study.title=\"<script>document.title='x'</script><b>首付</b> & \\\"'\"";
    place.run_small("here", &["--set", title]).well();
    place.run(&["report", "here", "--language", "zh"]).well();
    for name in ["here/report.html", "here/report_zh.html"] {
        let html = fs::read_to_string(place.path(name)).expect("a page");
        assert!(html.len() as u64 <= LARGEST, "{} bytes", html.len());
        // A name, not an address.
        let html = html.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
        for foreign in ["http:", "https:", "src=", "@import", "url(//", "<script>document", "<b>首付"] {
            assert!(!html.contains(foreign), "{name} holds {foreign}");
        }
        assert!(html.contains("&lt;script&gt;document.title"), "the title is shown as written");
        assert!(!html.contains("{{") && !html.contains("{%"), "the template is filled");
    }
    let (english, chinese) = (
        fs::read_to_string(place.path("here/report.html")).expect("a page"),
        fs::read_to_string(place.path("here/report_zh.html")).expect("a page"),
    );
    for (words, none_of) in [("What was assumed", &chinese), ("所作的假设", &english)] {
        assert!(!none_of.contains(words));
    }
    assert!(english.contains("<html lang=\"en\">") && chinese.contains("<html lang=\"zh-Hans\">"));
    assert!(chinese.contains(" 万") && !chinese.contains("default rate"), "numbers and labels are Chinese");
    for said in ["household.benefit_months", "smoke.toml:", "underwater run smoke.toml --set", "Only 6 worlds"] {
        assert!(english.contains(said), "{said}");
    }
}

#[test]
fn a_large_study_has_a_small_page() {
    let place = Place::new();
    let text = format!(
        "extends = \"{}\"\n[study]\nname = \"large\"\nworlds = 4\nhouseholds = 4\nhorizon_months = 240\n[sweep]\n\
         grid = {{ \"loan.down_payment\" = [{}], \"household.benefit_months\" = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }}\n",
        config("smoke"),
        (10..22).map(|percent| format!("0.{percent}")).collect::<Vec<_>>().join(", "),
    );
    fs::write(place.path("large.toml"), text).expect("a config");
    place.run(&["run", "large.toml", "--out", "here", "--force"]).well();
    let bytes = fs::metadata(place.path("here/report.html")).expect("a page").len();
    assert!(bytes <= LARGEST, "{bytes} bytes");
}

#[test]
fn the_page_opens_without_error_or_request() {
    let Some(browser) = browser() else { return };
    let place = Place::new();
    place.run_small("here", &["--set", "study.title=\"<img src=x onerror=alert(1)>\""]).well();
    place.run(&["report", "here", "--language", "zh"]).well();
    // A page that does ask for something is seen.
    fs::write(place.path("asks.html"), "<img src='http://underwater.invalid/x.png'>").expect("written");
    let asks = requests(&open(&browser, &place.path("asks.html")));
    assert!(asks.iter().any(|url| url.contains("underwater.invalid")), "{asks:?}");
    for name in ["here/report.html", "here/report_zh.html"] {
        let opened = open(&browser, &place.path(name));
        assert!(!opened.stderr.contains("CONSOLE"), "{name}: {}", opened.stderr);
        assert_eq!(requests(&opened), Vec::<String>::new(), "{name}");
        // The script has run to its end, and counted what it found.
        let panels = opened.dom.matches("class=\"panel\"").count();
        assert!(panels >= 10, "{panels} panels");
        assert!(opened.dom.contains(&format!("data-figures=\"{panels}\"")), "{name}");
        assert_eq!(opened.dom.matches("<svg viewBox").count(), panels, "each is drawn");
        assert!(!opened.dom.contains("NaN"), "no coordinate is lost");
    }
}

/// Acts on the page as its reader would, and writes what it saw into the document.
const READER: &str = r#"
<script>
addEventListener("load", () => {
  const tip = document.getElementById("tip");
  const seen = [];
  for (const panel of document.querySelectorAll(".panel")) {
    panel.scrollIntoView();
    panel.focus();
    const press = (key) => panel.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    press("ArrowRight");
    const first = tip.hidden ? "" : tip.textContent;
    press("End");
    const last = tip.hidden ? "" : tip.textContent;
    press("Escape");
    const gone = tip.hidden;
    const box = panel.querySelector("svg").getBoundingClientRect();
    let pointed = "";
    for (let x = 0.2; x < 0.95 && !pointed; x += 0.05) {
      for (let y = 0.2; y < 0.8 && !pointed; y += 0.1) {
        panel.dispatchEvent(new PointerEvent("pointermove", {
          clientX: box.left + box.width * x, clientY: box.top + box.height * y, bubbles: true }));
        if (!tip.hidden) pointed = tip.textContent;
      }
    }
    seen.push(document.activeElement === panel && first && last && gone && pointed ? "answered" : "silent");
  }
  document.documentElement.dataset.seen = seen.join(" ");
  document.documentElement.dataset.wide = String(document.documentElement.scrollWidth > innerWidth);
});
</script></body>"#;

#[test]
fn figures_answer_the_pointer_and_the_keyboard() {
    let Some(browser) = browser() else { return };
    let place = Place::new();
    place.run_small("here", &[]).well();
    let html = fs::read_to_string(place.path("here/report.html")).expect("a page");
    fs::write(place.path("read.html"), html.replace("</body>", READER)).expect("written");
    let opened = open(&browser, &place.path("read.html"));
    let seen = opened.dom.split("data-seen=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a reader");
    assert!(seen.split(' ').count() >= 10 && !seen.contains("silent"), "{seen}");
    assert!(opened.dom.contains("data-wide=\"false\""), "the page is no wider than its window");
}
