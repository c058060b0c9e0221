"""What the titles of congresses, courts and governments are made of: words they never part, and words that a line starts or ends with.

A dictionary of the language knows the common words only; these tables are its supplement for the trade. Each list has the
reason of its entries, and its cost. Source: the titles of laws, decisions, reports and interpretations that the tests judge.
"""

from typing import Final

_WHOLE: Final = {
    "stages of a draft": """
    修订草案 修正草案 草案修改稿 草案修改二稿 修改二稿 修改稿 建议修改稿 建议表决稿 二次审议稿 三次审议稿
    四次审议稿 征求意见稿
    """,
    "what a congress resolves on": """
    工作报告 执行情况 实施情况 决算草案 预算草案 计划草案 审查结果 审议结果 修改意见 审议意见 代表名额 代表资格
    备案审查 重大事项 地方性法规 省政府规章 政府规章 人事任免 直接选举 人民代表大会代表 执法检查组 五年规划
    远景目标 召开时间 债务限额 地方政府债务 地方政府债务限额 代表建议办理 代表议案 贯彻实施 贯彻实施情况
    贯彻落实情况 审议意见落实情况
    """,
    "what a congress hears, examines and supervises": """
    地方政府债券 政府债务 财政预算 财政收支 预算执行 预算执行情况 预算调整方案 本级决算 市级决算 省级决算 中央决算
    审计工作报告 审计查出问题 整改情况 政府工作报告 环境状况 环境保护目标 目标完成情况 完成情况 办理情况 落实情况
    贯彻落实 变动情况 代表资格审查 选举办法 表决办法 国有资产管理情况 综合报告 专项报告 民生实事项目 法治政府建设
    法律监督工作 公益诉讼检察 讨论决定 宪法宣誓 地方立法 执法检查 校外培训负担 义务教育阶段 本级决算草案 交付审议
    预算执行和其他财政收支 预算执行和其他财政收支情况 专题询问 满意度测评 述职评议 工作评议 专项工作报告 第二批 上半年
    """,
    "what a government undertakes": """
    医药卫生体制改革 供给侧结构性改革 创新驱动发展 改革开放 对外开放 高水平对外开放 新质生产力 全过程人民民主
    生态文明建设 生态保护补偿 碳达峰碳中和 长江经济带 黄河流域 京津冀协同发展 成渝地区双城经济圈 公共文化服务
    公共法律服务 公共卫生服务 法律援助 行政执法监督 基层社会治理 法治社会建设 政府采购 招标投标 专业技术人员
    科学技术进步 学前教育 职业教育 社会救助 就业促进 医疗保障 食品安全 药品管理 数据安全 网络安全 国家安全
    国防教育 国防动员 退役军人 军人军属 老年人权益保障 妇女权益保障 残疾人保障 消费者权益保护 预算审查监督
    国家自主创新示范区 自主创新示范区 农业面源污染 面源污染 黑臭水体 高标准农田 农村人居环境 人居环境整治 排水防涝
    整治提升 机构改革方案 农村集体经济 农民专业合作社 事业单位改革 政务服务 数字政府 社会保险基金 专项债券 专项规划
    重点工作任务 重大建设项目 民营企业 小微企业 涉案企业合规 检察建议 司法建议 执行难 认罪认罚从宽制度
    城乡居民 住房公积金 保障性住房 公共交通 轨道交通 地下水 饮用水水源保护 固体废物 危险废物 危险化学品
    """,
    "what local regulations are about": """
    营商环境 优化营商环境 乡村振兴 义务教育 学生作业负担 土地权属争议 山林土地权属 世界遗产 文化遗产
    非物质文化遗产 历史文化名城 传统村落 文明行为 生活垃圾分类 饮用水水源 湿地保护 噪声污染防治 扬尘污染防治
    餐厨垃圾 建筑垃圾 烟花爆竹 电动自行车 养老服务 居家养老服务 社会信用 社会治理 矛盾纠纷 多元化解 全民健身
    全民阅读 全民义务植树 家庭教育 未成年人保护 红色资源 红色文化 革命遗址 科技创新 知识产权保护 数字经济
    中小企业 民营经济 海绵城市 城市更新 城乡规划 国土空间 国土空间总体规划 河道管理 水土保持 森林防火 耕地保护
    粮食安全 农产品质量安全 动物防疫 气象灾害 防震减灾 消防安全 道路交通安全 科学仪器 大型科学仪器设施
    基础通信管线 科技成果转化 综合利用 海洋商贸中心
    """,
    "organs and their parts": """
    全国人民代表大会常务委员会委员长 审判委员会 检察委员会 专门委员会 工作委员会 常务委员会 赔偿委员会 教材委员会
    街道工作委员会 乡镇人民代表大会 地方各级 县级以上 县级以下 组成人员 领导小组 筹备组 中央军委 港澳办公室
    国家机关工作人员 国家教委 铁路运输法院 互联网法院 军事法院 海事法院 金融法院 巡回法庭 知识产权法庭
    知识产权法院 国际商事法庭 人民陪审员 司法警察 村民委员会 居民委员会 国防动员委员会 派出机构 四级法院
    生产建设兵团
    """,
    "kinds of documents": """
    实施细则 实施办法 暂行办法 管理办法 管理条例 工作条例 保护条例 补充规定 若干规定 暂行规定 管理规定 特别规定
    有关规定 指导意见 判定标准 组织法 选举法 代表法 监督法 立法法 诉讼法 刑事诉讼法 民事诉讼法 行政诉讼法
    行政许可法 物权编 合同编 司法解释 补充安排 议事规则 总体规划 行动计划 工作方案 改革方案 单行经济法规
    规范性文件 审查报告
    """,
    "terms of procedure": """
    案外人损失 财产处置参考价 追加当事人 海事赔偿责任限制 在先权利 申请承认 申请执行 申请确认 申请撤销
    执行异议 为由
    财产损害赔偿 暂时调整适用 调整适用 暂时停止适用 调整实施 国有土地上房屋 合同纠纷案件 经济纠纷案件 民事执行 邮寄送达
    延长审限 延期开庭 请求时效制度 修订刑法 指令再审 国际条约 送达文书 开证保证金 虚假恐怖信息 仲裁司法审查 滥用权利
    气枪铅弹 破坏法律实施 双边司法协助条约 民事审判工作 帮助信息网络犯罪活动 人身伤害事故 若干问题 有关问题 几个问题
    适用法律问题 适用法律有关问题 适用法律 应用法律 具体应用法律 法律适用 申请再审 再审案件 纠纷案件 刑事案件 民事案件
    行政案件 民商事案件 赔偿案件 国家赔偿案件 减刑案件 破产案件 公益诉讼 惩罚性赔偿 损害赔偿 精神损害赔偿 确定罪名
    时间效力 诉讼时效 诉讼证据 诉讼程序 民事诉讼程序 案件管辖范围 管辖范围 财产保全 行为保全 证据保全 审判监督程序
    司法赔偿 刑事赔偿 审理程序 执行程序 立案程序 公证债权文书 失信被执行人 被执行人 合同纠纷 民事纠纷 行政协议 行政许可
    行政处罚 行政诉讼 行政赔偿 行政复议 行政审判 司法鉴定 司法审查 人身安全保护令 安全保护令 独立保函 植物新品种权
    植物新品种 人身损害赔偿 司法协助 司法文书 民事判决 仲裁裁决 审限 速裁程序 审级职能定位 当事人 不正当竞争 网络查询
    司法拍卖 监督程序 调查取证 违法所得 没收程序 专利纠纷 审判流程 强制措施 征求意见 强制执行 犯罪所得 犯罪所得收益
    虚假陈述
    """,
    "terms of the economy and of society": """
    专卖品 城镇职工养老保险 城镇职工基本养老保险
    城乡居民基本养老保险 城乡居民基本医疗保险 收支两条线 试点工作方案 协调推进 统筹推进 协同推进 深入推进
    中国沿海水域 境外募集股份 企业事业单位 胎儿性别鉴定 解除劳动教养 税收暂行条例 环境影响评价法 人民群众
    保税货物 行政指挥系统 工资折算 对外合作研究利用 标语宣传品 行政机关 骗购外汇 用工单位 非法买卖外汇 区县和乡镇
    区县及乡镇 区和乡镇 野生动物交易 文化经济政策 香港澳门 非法改装治理 录音制品 国际联网 常驻代表机构 设计师系统
    食品生产加工小作坊 维护社会治安 二里头遗址 发展应用 对外合作 国家历史文化名镇 月平均工作时间 安全监督管理
    中国境内 对外公务活动 国内公务活动 外国卫星 离休退休 张江生物医药产业 市场化法治化
    生态绿色一体化发展 牌匾标识 股份有限公司 会计师事务所 资金支付结算业务 国有划拨土地使用权 党政机关脱钩 打好
    生态环境法典 中部城市群 环境影响评价 行政执法公示制度 执法全过程记录制度
    重大执法决定法制审核制度 国民经济 社会发展计划 粤港澳大湾区 生态环境 生态环境保护 污染防治攻坚战 防治攻坚战
    防控阻击战 疫情防控阻击战 高质量发展 更高质量 一体化发展 绿色一体化发展 机构改革 行政区划调整 城市群
    自由贸易试验区 自由贸易港 经济特区 示范区 大气污染防治 水污染防治 污染防治 保税维修 建筑师负责制 优秀历史建筑
    历史文化风貌区 历史文化名镇 食品小作坊 小作坊 小经营店 小摊点 小餐饮 食品摊贩 小食杂店 国家级自然保护区
    自然保护区 海洋自然保护区 噪声污染 排气污染 非道路移动机械 移动机械 区块链 外商投资 国有土地 国有土地使用权
    土地使用权 个人所得税 房地产税 安全生产 事故隐患 重大生产安全事故 生产安全事故 生产安全 集市贸易 食品卫生
    福利费 养老保险 法治宣传教育 农村土地承包 土地承包 公务活动 定点屠宰 野生动物 外国籍船舶 沿海运输 作业船舶
    沿海作业船舶 生物医药产业 无废城市 知识产权 征收补偿 移民安置 征地补偿 安全管理 应急管理 民用核设施
    环境保护税 适用税额 新型冠状病毒感染 肺炎疫情 非典型肺炎 电信网络诈骗 出版物 发展规划 物业管理 化学武器
    污染源普查 计量单位 法定计量单位 劳动报酬 人脸识别技术 个人信息 信用证 商业秘密 信息网络 信息网络传播权
    注册商标 道路交通事故 交通事故 医疗损害 建筑物区分所有权 税收征管 淫秽电子信息 政策措施
    """,
}
WHOLE: Final = tuple(word for words in _WHOLE.values() for word in words.split())
"""Words that a title parts only if nothing else fits, longer than those of the dictionary."""

_STARTS: Final = {
    "a particle belongs to the word before it": (
        200,
        """
        的 之 了 等 所 时 中 上 内 类 案 者 们 化 性 后 前 起 品 率 间
        """,
    ),
    "a conjunction leads the part after it, and is better kept in the middle of a line": (
        25,
        """
        和 与 及 及其 以及 或 或者 暨 并
        """,
    ),
    "the head of a compound belongs to the nouns before it": (
        30,
        """
        案件 纠纷 法院 情况 问题 工作 制度 机制 体系 机构 部门 人员 计划 草案 条例 办法 规定 细则 决定 决议 解释 意见
        通知 报告 说明 方案 标准 纲要 批复 责任 行为 程序 管理 企业 公司 资源 设施 秩序 资格 期限 职权 职能 名额 办公室
        委员会 组织 活动 产业 合同 权益 会议 地区 法 税 港 局 权 费 区 市 县 组 庭 院 部 罪 物 限额 保护 建设 发展 业务
        改革 服务 安全 陋习 代表 组织法 选举法 代表法 范围 类型 法典 财产 判决 裁决 裁定 债务 债券 贷款 产品 货物 物品
        材料 信息 名单 工作人员 组成人员 领导小组 示范区 试验区 开发区 保护区 合作区 资质 资金 经费 项目 工程 事故 疫情
        灾害 冲突 造假 脱逃 干部 职工
        """,
    ),
    "an organ belongs to the place before it, as other names of a kind do": (
        60,
        """
        人民代表大会 人民代表大会常务委员会 人民代表大会代表 人民政府 人民法院 人民检察院 自由贸易试验区 流域 遗址
        同胞 为由
        """,
    ),
    "a preposition opens a part of the sentence": (
        -4,
        """
        在 为 由 就 以 向 对 让
        """,
    ),
    "the last part of a plan": (
        -2,
        """
        试点工作 试点工作方案
        """,
    ),
    "these words open a part of the sentence": (
        -8,
        """
        若干问题 有关问题 几个问题 法律适用 有关规定 依法 切实 坚决 开展 暂时 暂时调整适用 赋予 给予 发现 相互 如何 是否
        职责 附件 实现 维护
        """,
    ),
    "these words open the last part of many titles": (
        -10,
        """
        适用法律问题 适用法律有关问题 适用法律 应用法律 具体应用法律 确定罪名 审议结果 修改意见 审查结果 实施情况
        """,
    ),
}
_ENDS: Final = {
    "a conjunction or preposition leads the words after it": (
        200,
        """
        和 与 及 及其 以及 县及 市及 区及 或 或者 暨 并 对 在 从 由 将 把 被 为 向 就 以 让 因 第 不 关于 无 非 预 反 某
        各 该 本
        """,
    ),
    "an adverb belongs to its verb": (
        80,
        """
        依法 切实 坚决 更加 进一步 暂时 统一 严格 正确 努力 如何 是否 不得 不予 全面 集中 相互 直接 分别 深入 积极 同时
        共同 涉及 非法 具体
        """,
    ),
    "a word for how many or which belongs to its noun": (
        80,
        """
        更 最 再 部分 若干 有关 相关 其他 几个 各项 所属 各级 地方各级 县级以上 县级以下
        """,
    ),
    "an attribute is worse than another word without its noun": (
        30,
        """
        知名 高水平 高标准 高层次 高素质 高质量 高效率 大规模 大型 中型 小型 新型 特大 重大 重要 主要 特殊 特定 公共 公益
        民用 军用 专用 商用 农用 医用 国有 集体 民营 私营 公办 民办 涉外 境内 境外 域外 内地 外国 国内 国际 突发 新增
        现行 城乡 城镇 全国 全省 全市 全区 全县 全州 本市 本省 本区 本县 传染性 非典型 国家级 省级 市级 区级 县级
        民事 刑事 行政 商事 海事 平等 综合 高等 中等 初等 个别 单一 同一 相同 不同 市场化 法治化 国际化 市场化法治化
        专业化 标准化 规范化 制度化 常态化 渐进式 预付式 综合性 区域性 全国性 地方性 基础性 阶段性 临时性 战略性
        """,
    ),
    "a verb that opens a part of the sentence is better with its object": (
        14,
        """
        适用法律 应用法律 具体应用法律 审理 办理 受理 适用 修改 废止 批准 推进 推动 促进 加强 支持 授权 设立 开展 赋予
        行使 印发 转发 批转 审查 打击 侵犯 侵害 破坏 危害 妨害 扰乱 编造 利用 骗取 加快 完善 建立 违反 全面禁止 惩治
        制定 征收 认可 实行 进行 造成 禁止 取得 播放 携带 接收 听取 承认 移交 撤销 合建 提高 提升 优化 深化 落实 贯彻
        坚持 构建 健全 强化 巩固 拓展 扩大 改进 做好 解决 确保 引导 鼓励 查处 作出 提出 提交 提请 审议 审定 免去 接受
        辞去 补选 罢免 召开 召集 成立 设置 延长 推迟 提前 提前下达 下达 收购 制作 窃取 容留 隐瞒 支付 缴纳 发放 赠送
        运用 参与 从事 享受 享有 具有 承担 承办 参加 引发 夺取 打赢 打好 安置 奖励 表彰 授予 创建 培育 繁荣 弘扬 传承
        协调推进 统筹推进 协同推进 深入推进
        组织开展 组织实施 建立健全 履行 遵守 举办 革除 送达 调取 请求 处理 申请承认 申请执行 申请确认 申请撤销 调整适用
        暂时调整适用
        """,
    ),
    "a verb that is a noun as well is better with its object": (
        14,
        """
        应用 执行 实施 确定 保障 调整 规范 检查 使用 防治 防控 组织 增加 申请 买卖 选举 维护 报告 建设 保护 保证 规定
        追究 讨论 决定 任命 变更 暂停 停止 恢复 终止 取消 处置 销售 生产 制造 运输 储存 贩卖 传播 伪造 变造 倒卖 走私
        介绍 掩饰 给付 征缴 申领 检定 检测 预防 控制 冻结 扣押 查封 拍卖 变卖 发展 监督 管理 指导 协调
        """,
    ),
}


def _table(groups: dict[str, tuple[int, str]]) -> dict[str, int]:
    """Groups of words with their reason and their cost → the cost of each word."""
    return {word: cost for cost, words in groups.values() for word in words.split()}


LINE_STARTS: Final = _table(_STARTS)
"""What it costs that a line starts with a word, in units of `gen.typesetting.anatomy`; a gain is below zero."""
LINE_ENDS: Final = _table(_ENDS)
"""What it costs that a line ends with a word."""
_OPENING_VERBS: Final = frozenset(_ENDS["a verb that opens a part of the sentence is better with its object"][1].split())
OPENING: Final = _OPENING_VERBS.union(_ENDS["an adverb belongs to its verb"][1].split())
"""Before these a reader pauses."""
VERBS: Final = _OPENING_VERBS.union(_ENDS["a verb that is a noun as well is better with its object"][1].split())
"""Words whose object follows them."""
TRIALS: Final = frozenset(["审理", "办理", "受理", "审查", "第一审"])
"""What a court does with a case."""
CASES: Final = frozenset(
    [
        "案件",
        "刑事案件",
        "民事案件",
        "行政案件",
        "民商事案件",
        "纠纷案件",
        "民事纠纷案件",
        "合同纠纷案件",
        "经济纠纷案件",
        "赔偿案件",
        "国家赔偿案件",
        "执行案件",
    ]
)
"""Kinds of cases: they belong to the words before them, and end a part of the sentence."""
DOCUMENTS: Final = frozenset(
    [
        "条例",
        "办法",
        "规定",
        "规则",
        "细则",
        "意见",
        "标准",
        "方案",
        "暂行办法",
        "暂行规定",
        "暂行条例",
        "若干规定",
        "补充规定",
        "特别规定",
        "具体办法",
        "指导意见",
    ]
)
PURPOSES: Final = frozenset(["管理", "监督", "保护", "工作", "维护", "促进"])
"""What a document is for, beside its kind: 管理 in 管理暂行规定."""
RULES_FOR_RULES: Final = frozenset(["实施细则", "施行细则", "实施办法"])
"""Kinds of documents that carry out another."""
PAUSES: Final = frozenset(["之间", "期间", "以来", "以后", "以前", "之后", "之前", "其中", "方面"])
"""After these a reader pauses."""
ORGAN_ENDS: Final = ("委员会", "人民政府", "人民法院", "人民检察院", "国务院")
AGENT_ENDS: Final = ("院", "局", "厅", "机关", "部门", "机构")
REGION_ENDS: Final = frozenset("省市县区州盟旗")
"""The last characters of an organ's and of a place's name."""
