//! English.

use super::Texts;

pub(super) const TEXTS: Texts = Texts {
    scenario: "scenario",
    the_scenario: "the scenario",
    in_brackets: |text| format!(" ({text})"),
    only_cell: "the study",
    key_is: |key, value| format!("{key} {value}"),

    default_rate: "default rate",
    default_rate_in_20: "default rate, 1 in 20",
    default_rate_in_100: "default rate, 1 in 100",
    stock_90_plus: "stock 90+",
    ever_under_water: "ever under water",
    lgd: "LGD",
    expected_loss: "expected loss",
    loss_in_20: "lender's loss, 1 in 20",
    loss_in_100: "lender's loss, 1 in 100",
    owed_after_auction: "still owe after auction",
    loss_median: "household loss 50%",
    loss_var_95: "household loss 95%",
    loss_var_99: "household loss 99%",
    loss_es_95: "mean of the worst 5%",
    loss_es_99: "mean of the worst 1%",
    after_years: |years| if years == "1" { "1 year".to_owned() } else { format!("{years} years") },
    difference_of: |estimate| format!("Δ {estimate}"),
    times_smaller: "error smaller by",

    nobody_bought: "nobody bought",
    columns_left_out: |columns, file| match columns {
        "0" => format!("with every digit in {file}"),
        "1" => format!("1 more column, and every digit, in {file}"),
        _ => format!("{columns} more columns, and every digit, in {file}"),
    },

    summary_caption: "What happens in each cell",
    summary_note: "± is the error of simulation: one standard error, clustered by world, which more worlds make smaller; \
                   the value of infinitely many runs lies within two of it about 95 times in 100.",
    summary_note_of_batches: "± is the error of simulation: one standard error, between batches of worlds that lie evenly \
                              ([sampling]), which more worlds make smaller; the value of infinitely many runs lies within \
                              two of it about 95 times in 100.",
    summary_note_of_bad_worlds: "± is the error of simulation: one standard error, between batches of worlds that lie \
                                 evenly ([sampling]), which more worlds make smaller; the value of infinitely many runs lies \
                                 within two of it about 95 times in 100. Half of the worlds are drawn among the bad ones \
                                 (bad_worlds_one_in) and count accordingly less: counts of households are weighted.",
    money_in: |currency| format!("Money is in {currency}."),
    currency_units: "currency units",
    risk_note: "1 in 20 and 1 in 100 are risk, not error: in that share of worlds, where prices and jobs go worst, at \
                least so many households default, or at least so much of what was lent is lost. More worlds do not make \
                it smaller.",
    bad_world_missing: |worlds, one_in| {
        format!("1 in {one_in} is empty, since there are {worlds} worlds: it takes {one_in} or more (--worlds).")
    },
    bad_world_rough: |worlds, one_in| format!("1 in {one_in} is rough: fewer than 10 of {worlds} worlds are that bad."),
    between_names: ", ",
    simulated: |paths, cells, months| {
        format!("{paths} paths × {cells} {} × {months} months", if cells == "1" { "cell" } else { "cells" })
    },
    took: |seconds| format!(" in {seconds} s"),
    between_sentences: " ",
    comparisons_caption: "How cells differ",
    comparisons_note: |base, currency| {
        format!(
            "Each cell less the base cell ({base}), in percentage points or {currency}. All cells see the same \
             worlds and households, so the error of a difference is smaller than that of two independent runs by the \
             factor beside it."
        )
    },
    compared_with: "compared with",
    comparisons_note_apart: |currency| {
        format!(
            "Each cell less the cell it is compared with, of which only what sets it apart is named, in percentage points \
             or {currency}. All cells see the same worlds and households, so the error of a difference is smaller than \
             that of two independent runs by the factor beside it."
        )
    },
    term_structure_caption: "Default rate as time passes",
    term_structure_note: "Households with a default on record by then, of those that bought. Errors here are estimated from batches of \
                          worlds, those of the first table from single worlds: for the same rate the two differ a little.",
    losses_caption: "The household's own loss",
    losses_note: "The loss that half of the households, one in twenty, one in a hundred exceeds, and the mean loss of \
                  the worst. The home's own fall in value is part of it.",
    rows_left_out: |rows| format!("{rows} more rows are in the CSV and Parquet files."),

    figure_default_rate: "Default rate by cell",
    figure_default_rate_says: "Points are estimates; bars reach two standard errors to either side.",
    figure_lender_loss: "The lender's loss",
    figure_lender_loss_says: "Share of what was lent that the lender loses. The line is the mean over worlds; its bars, \
                              two standard errors to either side, are error of simulation. The bands hold half of the \
                              worlds and nine worlds of ten, what 1 world of 100 exceeds is marked by itself: these are risk.",
    axis_lender_loss: "lender's loss, of lending",
    mean_of_worlds: "mean over worlds",
    one_world_in_100: "1 world in 100",
    with_cells_shown: |says, (shown, all)| {
        if shown < all {
            format!("{says} Shown: {shown} of {all} cells, the lowest and the highest default rate among them.")
        } else {
            says.to_owned()
        }
    },
    figure_losses: "The household's loss",
    figure_losses_says: "Share of households by loss. Lines mark value at risk (exceeded by one in twenty, one in a \
                         hundred) and expected shortfall (mean beyond it). Losses are positive; gains stand left of 0.",
    figure_prices: "House prices",
    figure_prices_says: "Price index over worlds, 1 at purchase: the median, the middle half, and nine worlds of ten. \
                         Beside or below them, the share of households whose home is worth less than their debt.",
    figure_prices_regions: " The index drawn is that of [price]: homes in regions follow indices of their own, which the table \
                            region_index has.",
    figure_under_water: "Share under water",
    figure_states: "What becomes of the households",
    figure_states_says: "Share of households by state at each month's end; the states add up to all who bought.",
    figure_term_structure: "Default rate as time passes",
    figure_term_structure_says: "Households with a default on record by the month's end, of those that bought.",
    figure_heat_map: "Default rate by two keys",
    figure_heat_map_says: "Each field is a cell; the darker, the higher its default rate.",
    figure_loss_rates: "What the lender loses of a defaulted debt, and of all it lent",
    figure_loss_rates_says: "LGD is the loss of what was owed at default; expected loss is that of everything lent. Points are \
                             estimates; bars reach two standard errors to either side.",
    figure_feedback: "Default and loss where households act on each other, and had they not",
    figure_feedback_says: "The same worlds twice. Points are estimates; bars reach two standard errors to either side. The \
                           difference is known better than either, for it is taken world by world: see the table.",
    prices_answer: "as they act on each other",
    prices_do_not_answer: "had they not",
    figure_world_losses: "The lender's loss over worlds",
    figure_world_losses_says: "Share of what was lent that a portfolio of such loans loses in a world: this is risk, not error. Value \
                               at risk (VaR) is exceeded in one world of twenty, or of a hundred; expected shortfall (ES) is the \
                               mean of the worlds beyond it.",
    figure_triggers: "What made households default",
    figure_triggers_says: "Each bar is as long as the cell's default rate, cut by what made its households default.",
    triggers: ["could not pay", "chose not to pay", "margin call", "home never delivered"],
    figure_resolution: "How long defaults take to end, and how",
    figure_resolution_says: "Of all defaults, the share that has ended so many months later; what is missing to 100% stayed open.",
    resolutions: ["arrears paid", "sold by the household", "auctioned", "taken by the lender", "contracts cancelled"],
    axis_months_since_default: "months since default",
    axis_share_of_defaults: "share of defaults",
    after_months: |months| if months == "1" { "after 1 month".to_owned() } else { format!("after {months} months") },
    figure_auction_rounds: "Auctions, round by round",
    figure_auction_rounds_says: "How many homes each round sells, and what they bring. The point is an estimate, its bar two standard \
                                 errors to either side; 100% less price over value then is the discount. Auctions after the \
                                 horizon count too, to the end of the tail.",
    axis_homes_sold: "homes sold",
    axis_price_over: "price, of homes sold",
    share_of_sold: "of all homes sold",
    sold_of_held: "of the round's auctions",
    price_of_value: "over value then",
    price_of_appraisal: "over the court's appraisal",
    price_of_first_value: "over value in month 0",
    start_of_value: "start price over value, all auctions",
    auction_round: |round, held| format!("round {round} ({held} {})", if held == "1" { "auction" } else { "auctions" }),
    figure_alone: "What moves the default rate",
    figure_alone_says: "Each key by itself against the base, in percentage points; a point is a value of the key, its bar two \
                        standard errors to either side where the pair is compared. Bars reach from the base to the farthest \
                        value.",
    axis_change_of_rate: "change of the default rate, percentage points",
    the_base: "base",
    figure_book: "What the book loses over worlds",
    figure_book_says: "The lender's loss on all loans of the book, discounted to month 0, on defaults by the month said. The point is \
                       the mean over worlds, its bar two standard errors to either side; value at risk (VaR) is exceeded in one \
                       world of twenty, or of a hundred, expected shortfall (ES) is the mean of the worlds beyond: these are risk.",
    figure_segments: "Which parts of the book lose",
    figure_segments_says: "The lender's loss on each segment, of what its loans owed in month 0; bars reach two standard errors to \
                           either side. A loan stands in one segment of each way of cutting the book.",
    with_segments_shown: |says, (shown, all)| {
        format!("{says} Shown: {shown} of {all} segments, the lowest and the highest loss rate among them.")
    },
    segment: "segment",
    whole_book: "whole book",
    segments_caption: "The parts of the book",
    convergence_caption: "Convergence, look by look",
    convergence_cells: "cells known as well as asked",
    convergence_largest: "largest error ÷ asked",
    convergence_note: |estimate| {
        format!(
            "Standard error of {estimate} against the largest that [precision] allows; the run looks after 64 worlds and each time \
             they have doubled. – where a cell has no error yet."
        )
    },
    segments_note: "Exposure is what the loans owed in month 0. A loan stands in one segment of each way of cutting the book.",
    axis_not_from_0: |axis| format!("{axis} (axis not from 0)"),
    axis_cut_at: |axis, at| format!("{axis} (cut at {at})"),
    axis_month: "month",
    axis_default_rate: "default rate",
    axis_cumulative_default_rate: "default rate to date",
    axis_loss: |currency| format!("loss, {currency}"),
    axis_share_of_households: "share of households",
    axis_index: "price index",
    axis_under_water: "share under water",
    axis_cell: "cell",
    median: "median",
    half_of_worlds: "half of the worlds",
    nine_of_ten_worlds: "nine worlds of ten",
    var_95: "VaR 95%",
    var_99: "VaR 99%",
    es_95: "ES 95%",
    es_99: "ES 99%",
    states: [
        "performing",
        "30 days past due",
        "60 days past due",
        "90 days past due",
        "in default",
        "in foreclosure",
        "sold",
        "foreclosed",
        "paid off",
    ],
    month_number: |month| format!("month {month}"),
    from_to: |from, to| format!("{from} to {to}"),
    below: |to| format!("below {to}"),
    above: |from| format!("above {from}"),

    report: "Report",
    skip: "Skip to the answer",
    contents: "Contents",
    question: "The question",
    answer: "The answer",
    why: "Why, and where",
    why_says: "What the defaults needed (falling prices, failing income, rising rates, auctions below value) is told by \
               underwater why.",
    appendix: "Appendix: what was assumed",
    assumed_meaning: "what it is",
    assumed_unit: "unit",
    tables_beside: "Tables beside this page, as Parquet (README.md of the results says what each holds):",
    results: "Results",
    figures: "Figures",
    figures_help: "Point at a figure, or select it with Tab and walk with the arrow keys, to read its values.",
    data_of_figure: "The figure's data",
    assumed: "What was assumed",
    assumed_says: "Every value the config sets, with what its author says about it. Default rates move by multiples \
                   with some of them: read this before quoting a number.",
    assumed_key: "key",
    assumed_value: "value",
    assumed_source: "source",
    assumed_place: "where",
    all_cells: "all cells",
    no_source: "no source given",
    defaults: "Values nobody set",
    defaults_says: "These keys have the program's default.",
    defaults_on_paper: "Keys that nobody set have the program's default; the page on screen and manifest.json list them.",
    scrolls: "The table scrolls sideways →",
    sure: "How sure this is",
    sure_says: "A standard error says what another seed would have changed. It says nothing of wrong assumptions. To \
                shrink it, add worlds, not households: households of one world share its prices and jobs.",
    size: |worlds, households, cells| {
        let noun = if cells == "1" { "cell" } else { "cells" };
        format!("{worlds} worlds × {households} households a world, in {cells} {noun}.")
    },
    months: |horizon, tail| {
        format!("Defaults are counted for {horizon} months; open cases are worked out for {tail} more.")
    },
    warnings: "Warnings",
    no_warnings: "None of the checks for a questionable config, few worlds, unseen defaults, large errors, unresolved \
                  cases and refused households found anything.",
    partial: |there, of, missing| {
        format!(
            "PARTIAL: {there} of {of} worlds; missing: {missing}. These are not the results of the study. Their errors \
             are those of the worlds there are."
        )
    },
    partial_mark: |there, of| format!("PARTIAL ({there} of {of} worlds)"),
    few_worlds: |worlds| format!("Only {worlds} worlds: the errors themselves are rough."),
    no_default_seen: |cells| {
        format!("No default was seen in {cells} of the cells: their rate is known to lie below the bound shown as < x.")
    },
    large_errors: |cells| format!("In {cells} of the cells the default rate's error is more than a tenth of the rate."),
    no_error_told: |numbers| {
        format!(
            "{numbers} numbers of the summary have no error: in effect too few worlds bear on them for one that could be \
             trusted, or all paths agree. More worlds bring it."
        )
    },
    unresolved: |share| {
        format!("Up to {share} of foreclosures were still open at the end and were settled at the expected price.")
    },
    beyond: |cells| {
        format!(
            "In {cells} of the cells an amount of some path is too large to be kept: sums and means that contain it are \
             empty, quantiles that do not reach it stand."
        )
    },
    refused: |share, reasons| {
        format!(
            "Up to {share} of the households did not buy in some cell ({reasons}). Cells then differ in who bought, \
             and a difference between them is not of leverage alone."
        )
    },
    nobody_bought_in: |cell, reasons| format!("Nobody bought in {cell}: {reasons}."),
    and_more_cells: |cells| format!("Nor in {cells} more {}.", if cells == "1" { "cell" } else { "cells" }),
    refusals: [
        "cash does not cover down payment and costs",
        "down payment under the lender's minimum",
        "building too old at the end of the term",
        "debt service takes too much of income",
        "too little cash left after closing",
    ],
    reason: |reason, share| format!("{reason} {share}"),
    warning: "warning: ",
    at_floor: |worlds| {
        format!(
            "In {worlds} worlds, over all cells, forced sales took the price index as low as it is followed: it fell without \
             end, and what these worlds tell is cut off."
        )
    },
    not_reached: |[estimate, worlds, open, cells, would_do]| {
        format!(
            "After all {worlds} worlds {estimate} is known less well than [precision] asks in {open} of {cells} cells{would_do}."
        )
    },
    would_do: |times, worlds| {
        format!(": its error is up to {times} times as large as asked, and a study.worlds of about {worlds} would do")
    },
    one_history: "Prices are replayed from one history, however many worlds there are: the errors say nothing of how \
                  another history would have gone.",
    not_validated: "The arithmetic is verified against closed forms and a second implementation. That shows that the \
                    program computes what its method says, not that households behave so.",
    reproduce: "How to reproduce this",
    reproduce_says: "The same config, data, seed and version of the numbers give the same bytes on any machine:",
    reproduce_check: |hash| format!("The run is the same when its folder is named {hash}."),
    version: "version of the program",
    seed: "seed",
    hash: "hash of config, data and seed",
    value_version: "version of the numbers",
    data: "Data files",
    file: "file",
    digest: "BLAKE3",
    words: "Words",
    word: "word",
    meaning: "meaning",
    made_by: |version| format!("Made by underwater {version}. Not advice on anybody's mortgage."),

    years: |years| if years == "1" { "1 year".to_owned() } else { format!("{years} years") },
    months_count: |months| if months == "1" { "1 month".to_owned() } else { format!("{months} months") },

    sheet_contents: "Contents",
    sheet_manifest: "Manifest",
    sheet_units: "Units",
    sheet_assumptions: "Assumptions",
    sheet: "sheet",
    rows: "rows",
    holds: "holds",
    table: "table",
    column: "column",
    unit: "unit",
    item: "item",
    value: "value",
    in_a_file: |holds, file| format!("{holds}: in {file}, since a sheet may be too short for it"),
    with_unit: |heading, unit| format!("{heading} ({unit})"),
    standard_error_of: |column| format!("Monte Carlo standard error of {column}."),
};
