//! Simplified Chinese.

use super::Texts;

pub(super) const TEXTS: Texts = Texts {
    scenario: "情景",
    the_scenario: "情景",
    in_brackets: |text| format!("（{text}）"),
    only_cell: "本研究",
    key_is: |key, value| format!("{key} {value}"),

    default_rate: "违约率",
    default_rate_in_20: "违约率 1/20",
    default_rate_in_100: "违约率 1/100",
    stock_90_plus: "逾期九十天余额占比",
    ever_under_water: "曾陷负资产",
    lgd: "违约损失率",
    expected_loss: "预期损失",
    loss_in_20: "贷款损失 1/20",
    loss_in_100: "贷款损失 1/100",
    owed_after_auction: "法拍后仍欠债",
    loss_median: "家庭损失 50%",
    loss_var_95: "家庭损失 95%",
    loss_var_99: "家庭损失 99%",
    loss_es_95: "最坏 5% 的均值",
    loss_es_99: "最坏 1% 的均值",
    after_years: |years| format!("{years} 年"),
    difference_of: |estimate| format!("Δ {estimate}"),
    times_smaller: "误差缩小倍数",

    nobody_bought: "无人成交",
    columns_left_out: |columns, file| match columns {
        "0" => format!("全部小数位见 {file}"),
        _ => format!("另有 {columns} 列及全部小数位，见 {file}"),
    },

    summary_caption: "各单元的结果",
    summary_note: "± 是模拟误差，即一个按情景世界聚类的标准误：左右各取两倍，约有 95% 的把握包含无穷多次模拟的真值；世界越多误差越小。",
    summary_note_of_batches: "± 是模拟误差，即一个标准误，取自均匀分布的情景世界各批次之间（[sampling]）：左右各取两倍，约有 95% 的把握包含无穷多次模拟的真值；世界越多误差越小。",
    summary_note_of_bad_worlds: "± 是模拟误差，即一个标准误，取自均匀分布的情景世界各批次之间（[sampling]）：左右各取两倍，约有 95% 的把握包含无穷多次模拟的真值；世界越多误差越小。一半的世界取自坏世界（bad_worlds_one_in），权重相应较小：家庭数目均为加权数。",
    money_in: |currency| format!("金额单位为{}。", spaced(currency)),
    currency_units: "货币单位",
    risk_note: "1/20 和 1/100 是风险而不是误差：在房价和就业最坏的二十分之一、百分之一的情景世界中，至少有这么多家庭违约，或贷款额至少损失这么多；增加世界数不会使它变小。",
    bad_world_missing: |worlds, one_in| {
        format!("1/{one_in} 为空，因为只有 {worlds} 个世界：至少需要 {one_in} 个（--worlds）。")
    },
    bad_world_rough: |worlds, one_in| format!("1/{one_in} 较粗略：{worlds} 个世界中这样坏的不足 10 个。"),
    between_names: "、",
    simulated: |paths, cells, months| format!("{paths} 条路径 × {cells} 个单元 × {months} 个月"),
    took: |seconds| format!("，用时 {seconds} 秒"),
    between_sentences: "",
    comparisons_caption: "各单元之间的差异",
    comparisons_note: |base, currency| {
        format!(
            "各单元减去基准单元（{base}），单位为百分点或{}。所有单元面对相同的情景世界和相同的家庭，因此差值的误差比两次独立模拟小，缩小的倍数列在旁边。",
            spaced(currency)
        )
    },
    compared_with: "比较基准",
    comparisons_note_apart: |currency| {
        format!(
            "各单元减去其比较基准（只写出基准与该单元不同之处），单位为百分点或{}。所有单元面对相同的情景世界和相同的家庭，因此差值的误差比两次独立模拟小，缩小的倍数列在旁边。",
            spaced(currency)
        )
    },
    term_structure_caption: "违约率随时间的变化",
    term_structure_note: "到该时点有违约记录的家庭占成交家庭的比例。此处的误差按世界分批估计，首张表按单个世界估计：同一违约率的两个误差略有不同。",
    losses_caption: "家庭自身的损失",
    losses_note: "半数家庭、二十分之一、百分之一的家庭所超过的损失，以及最坏部分的平均损失。房屋自身的跌价计算在内。",
    rows_left_out: |rows| format!("另有 {rows} 行见 CSV 和 Parquet 文件。"),

    figure_default_rate: "各单元的违约率",
    figure_default_rate_says: "点为估计值；误差线向两侧各延伸两个标准误。",
    figure_lender_loss: "贷款人的损失",
    figure_lender_loss_says: "贷款人损失占贷款额的比例。实线为各情景世界的平均，误差线向两侧各两个标准误，是模拟误差；色带包含半数世界和十分之九的世界，百分之一的世界所超过的损失另行标出：这些是风险。",
    axis_lender_loss: "贷款损失占贷款额",
    mean_of_worlds: "世界平均",
    one_world_in_100: "百分之一的世界",
    with_cells_shown: |says, (shown, all)| {
        if shown < all {
            format!("{says}图中为 {all} 个单元中的 {shown} 个，违约率最低和最高的在内。")
        } else {
            says.to_owned()
        }
    },
    figure_losses: "家庭的损失",
    figure_losses_says: "按损失大小划分的家庭占比。竖线标出风险价值（二十分之一、百分之一的家庭所超过的损失）和预期尾部损失（超过部分的平均）。损失为正，盈余在 0 的左侧。",
    figure_prices: "房价",
    figure_prices_says: "各情景世界的房价指数，购房时为 1：中位数、中间一半，以及十分之九的世界。旁边或下方为房屋价值低于债务的家庭占比。",
    figure_prices_regions: "所绘为 [price] 的指数：位于各地区的住房随各自的指数变动，见表 region_index。",
    figure_under_water: "负资产占比",
    figure_states: "家庭的去向",
    figure_states_says: "每月月末各状态家庭的占比；各状态相加为全部成交家庭。",
    figure_term_structure: "违约率随时间的变化",
    figure_term_structure_says: "到该月月末有违约记录的家庭占成交家庭的比例。",
    figure_heat_map: "两个参数下的违约率",
    figure_heat_map_says: "每一格是一个单元；颜色越深，违约率越高。",
    figure_loss_rates: "违约损失率与预期损失",
    figure_loss_rates_says: "违约损失率以违约时的债务计，预期损失以全部贷款额计。点为估计值；误差线向两侧各延伸两个标准误。",
    figure_feedback: "家庭之间相互影响与互不影响时的违约与损失",
    figure_feedback_says: "同样的世界各模拟两次。点为估计值；误差线向两侧各延伸两个标准误。两者之差逐世界配对计算，比任何一者都更准确：见表。",
    prices_answer: "相互影响",
    prices_do_not_answer: "假如互不影响",
    figure_world_losses: "贷款人损失在各情景世界中的分布",
    figure_world_losses_says: "此类贷款的组合在一个情景世界中的损失占贷款额的比例：这是风险，不是误差。风险价值为二十分之一或百分之一的世界所超过的损失，预期尾部损失为超过部分的平均。",
    figure_triggers: "违约的触发原因",
    figure_triggers_says: "每一条的长度为该单元的违约率，按违约的触发原因划分。",
    triggers: ["无力还款", "主动停供", "追加保证", "房屋未交付"],
    figure_resolution: "违约多久结案、如何结案",
    figure_resolution_says: "全部违约中，在若干个月后已结案的比例；距 100% 的部分仍未结案。",
    resolutions: ["还清逾期", "家庭自行出售", "法拍成交", "以物抵债", "解除合同"],
    axis_months_since_default: "违约后月数",
    axis_share_of_defaults: "占违约的比例",
    after_months: |months| format!("违约后 {months} 个月"),
    figure_auction_rounds: "各轮拍卖的成交与折价",
    figure_auction_rounds_says: "各轮卖出多少房屋、卖得何价。点为估计值，误差线向两侧各延伸两个标准误；100% 减成交价比当时市价即折价率。统计期之后至尾期结束的拍卖也计入。",
    axis_homes_sold: "成交房屋",
    axis_price_over: "成交价",
    share_of_sold: "占全部成交",
    sold_of_held: "占该轮拍卖",
    price_of_value: "比当时市价",
    price_of_appraisal: "比法院评估价",
    price_of_first_value: "比第 0 月房价",
    start_of_value: "起拍价比市价（全部拍卖）",
    auction_round: |round, held| format!("第 {round} 轮（{held} 场）"),
    figure_alone: "什么影响违约率",
    figure_alone_says: "每个参数单独变动，与基准单元相比，单位为百分点；点为该参数的一个取值，凡成对比较的，误差线向两侧各两个标准误。色条从基准延伸到最远的取值。",
    axis_change_of_rate: "违约率的变化（百分点）",
    the_base: "基准",
    figure_book: "贷款组合在各情景世界中的损失",
    figure_book_says: "贷款人在组合全部贷款上的损失，折现到第 0 月，计入到所示月份为止的违约。点为各世界的平均，误差线向两侧各两个标准误；风险价值为二十分之一或百分之一的世界所超过的损失，预期尾部损失为超过部分的平均：这些是风险。",
    figure_segments: "组合中哪些部分有损失",
    figure_segments_says: "贷款人在各分组上的损失，占其贷款第 0 月欠款的比例；误差线向两侧各两个标准误。按每种依据划分时，一笔贷款只在一个分组中。",
    with_segments_shown: |says, (shown, all)| {
        format!("{says}图中为 {all} 个分组中的 {shown} 个，损失率最低和最高的在内。")
    },
    segment: "分组",
    whole_book: "整个组合",
    segments_caption: "组合的各部分",
    convergence_caption: "逐次检查的收敛情况",
    convergence_cells: "达到要求的单元",
    convergence_largest: "最大误差 ÷ 要求",
    convergence_note: |estimate| {
        format!(
            "{estimate} 的标准误与 [precision] 所允许的最大值之比；运行在 64 个世界后检查，之后每次加倍时再检查。有单元尚无误差时记为 –。"
        )
    },
    segments_note: "风险敞口为贷款第 0 月的欠款。按每种依据划分时，一笔贷款只在一个分组中。",
    axis_not_from_0: |axis| format!("{axis}（不从 0 开始）"),
    axis_cut_at: |axis, at| format!("{axis}（截至 {at}）"),
    axis_month: "月",
    axis_default_rate: "违约率",
    axis_cumulative_default_rate: "累计违约率",
    axis_loss: |currency| format!("损失（{currency}）"),
    axis_share_of_households: "家庭占比",
    axis_index: "房价指数",
    axis_under_water: "负资产占比",
    axis_cell: "单元",
    median: "中位数",
    half_of_worlds: "半数世界",
    nine_of_ten_worlds: "十分之九的世界",
    var_95: "风险价值 95%",
    var_99: "风险价值 99%",
    es_95: "预期尾部损失 95%",
    es_99: "预期尾部损失 99%",
    states: ["正常", "逾期 30 天", "逾期 60 天", "逾期 90 天", "违约", "司法处置中", "已出售", "已被处置", "已还清"],
    month_number: |month| format!("第 {month} 月"),
    from_to: |from, to| format!("{from} 至 {to}"),
    below: |to| format!("低于 {to}"),
    above: |from| format!("高于 {from}"),

    report: "报告",
    skip: "跳到结论",
    contents: "目录",
    question: "问题",
    answer: "结论",
    why: "原因与界限",
    why_says: "违约需要什么（房价下跌、收入中断、利率上升、拍卖折价），由 underwater why 给出。",
    appendix: "附录：所作的假设",
    assumed_meaning: "含义",
    assumed_unit: "单位",
    tables_beside: "本页旁边的表（Parquet 格式）：",
    results: "结果",
    figures: "图",
    figures_help: "将指针移到图上，或用 Tab 键选中图后用方向键移动，即可读取数值。",
    data_of_figure: "本图的数据",
    assumed: "所作的假设",
    assumed_says: "配置中写明的每个取值及作者的说明（保留原文）。其中一些取值可使违约率成倍变化：引用数字之前请先阅读。",
    assumed_key: "参数",
    assumed_value: "取值",
    assumed_source: "来源",
    assumed_place: "位置",
    all_cells: "所有单元",
    no_source: "未注明来源",
    defaults: "未设定的取值",
    defaults_says: "以下参数采用程序的默认值。",
    defaults_on_paper: "未设定的参数采用程序的默认值，见屏幕上的页面和 manifest.json。",
    scrolls: "表格可左右滑动 →",
    sure: "可信程度",
    sure_says: "标准误只说明换一个随机种子结果会有多大变化，不反映假设是否有误。要减小它，应增加情景世界而不是家庭：同一世界的家庭共享房价和就业。",
    size: |worlds, households, cells| {
        format!("{worlds} 个情景世界 × 每个世界 {households} 个家庭，共 {cells} 个单元。")
    },
    months: |horizon, tail| format!("违约统计期为 {horizon} 个月；未结案件再处置 {tail} 个月。"),
    warnings: "警告",
    no_warnings: "已检查：配置可疑、世界过少、未见违约、误差过大、未结案件、家庭被拒；均未发现问题。",
    partial: |there, of, missing| {
        format!(
            "不完整：{of} 个情景世界中只有 {there} 个；缺：{missing}。这不是整个研究的结果，误差仅就现有的世界而言。"
        )
    },
    partial_mark: |there, of| format!("不完整（{of} 个世界中的 {there} 个）"),
    few_worlds: |worlds| format!("只有 {worlds} 个情景世界：误差本身也很粗略。"),
    no_default_seen: |cells| format!("有 {cells} 个单元未见违约：只知其违约率低于以 < x 标出的上限。"),
    large_errors: |cells| format!("有 {cells} 个单元的违约率误差超过其自身的十分之一。"),
    no_error_told: |numbers| {
        format!(
            "汇总表中有 {numbers} 个数值没有标准误：实际起作用的世界太少，误差不可信，或各路径完全一致。增加世界数即可得到。"
        )
    },
    unresolved: |share| format!("最多有 {share} 的司法处置案件到期末仍未结案，按预期价格结算。"),
    beyond: |cells| {
        format!("有 {cells} 个单元的某条路径金额过大而无法记录：包含它的合计和均值为空，未触及它的分位数仍有效。")
    },
    refused: |share, reasons| {
        format!(
            "在某些单元中，最多有 {share} 的家庭未能购房（{reasons}）。各单元的购房家庭因此不同，差异不只来自杠杆。"
        )
    },
    nobody_bought_in: |cell, reasons| format!("{cell}：无人成交，原因为{reasons}。"),
    and_more_cells: |cells| format!("另有 {cells} 个单元也无人成交。"),
    refusals: [
        "现金不足以支付首付和税费",
        "首付低于贷款人的最低要求",
        "贷款到期时房龄过高",
        "偿债占收入的比例过高",
        "成交后所剩现金过少",
    ],
    reason: |reason, share| format!("{reason} {share}"),
    warning: "警告：",
    at_floor: |worlds| {
        format!(
            "各单元合计有 {worlds} 个世界的房价指数被被迫出售压到所跟踪的最低水平：下跌没有尽头，这些世界的结果已被截断。"
        )
    },
    not_reached: |[estimate, worlds, open, cells, would_do]| {
        format!(
            "模拟全部 {worlds} 个世界后，{cells} 个单元中仍有 {open} 个的 {estimate} 未达到 [precision] 所要求的精度{would_do}。"
        )
    },
    would_do: |times, worlds| format!("：误差最大为要求的 {times} 倍，study.worlds 取约 {worlds} 即可"),
    one_history: "房价重演的是同一段历史，无论情景世界有多少个：误差并不反映另一段历史会怎样。",
    not_validated: "计算已用解析解和另一套独立实现核对。这说明程序算的正是其方法所述，并不说明家庭确实如此行事。",
    reproduce: "如何重现",
    reproduce_says: "相同的配置、数据、随机种子和数值版本，在任何机器上都给出逐字节相同的结果：",
    reproduce_check: |hash| format!("结果文件夹名为 {hash}，即为同一次模拟。"),
    version: "程序版本",
    seed: "随机种子",
    hash: "配置、数据和种子的哈希",
    value_version: "数值版本",
    data: "数据文件",
    file: "文件",
    digest: "BLAKE3",
    words: "术语",
    word: "术语",
    meaning: "含义",
    made_by: |version| format!("由 underwater {version} 生成。不构成对任何人房贷的建议。"),

    years: |years| format!("{years} 年"),
    months_count: |months| format!("{months} 个月"),

    sheet_contents: "目录",
    sheet_manifest: "清单",
    sheet_units: "单位",
    sheet_assumptions: "假设",
    sheet: "工作表",
    rows: "行数",
    holds: "内容",
    table: "表",
    column: "列",
    unit: "单位",
    item: "项目",
    value: "取值",
    in_a_file: |holds, file| format!("{holds}，见 {file}（工作表可能容纳不下）"),
    with_unit: |heading, unit| format!("{heading}（{unit}）"),
    standard_error_of: |column| format!("{column} 的蒙特卡洛标准误。"),
};

/// A name within Chinese: a blank stands before Latin letters only.
fn spaced(name: &str) -> String {
    if name.starts_with(|c: char| c.is_ascii()) { format!(" {name}") } else { name.to_owned() }
}
