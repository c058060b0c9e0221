"""The words by which a list of names is told from a list of other words: surnames, beginnings of names, words that name nobody.

Sources: 百家姓 and the commonest surnames of today; the commonest names of the Tibetan, Mongolian, Yi, Uygur and Kazakh
peoples; the heads of tables and lists in documents of people's congresses.
"""

from functools import cache
from typing import Final

_SURNAMES: Final = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛"
    "雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈祝董梁杜阮蓝闵席季麻强贾路"
    "娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊甄曲家封芮储"
    "靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙"
    "池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿"
    "满弘匡国文寇广禄阙东殴沃利蔚越夔隆师巩聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢郈琴付肖闫覃"
    "代邸苟原苑展修冼佟佘佴侴兰初南占卿历亓朴敬战旷晋晓朝木本揭来果楚楼母洛海浩涂牟甫矫禤禚粟练缐綦罡肇苻莎萨蒿藏衣言谌谯豆贠赫赤迟部郄郇銮钭"
    "闭阳隋雒静鞏顿颉鹿黑裕仁仝丘迪宾但冒芦候"
)
_BEGINNINGS: Final = (
    "欧阳 司马 上官 诸葛 东方 夏侯 皇甫 尉迟 公孙 慕容 司徒 司空 令狐 端木 独孤 南宫 拓跋 长孙 宇文 呼延 澹台 闻人 百里 第五 爱新 叶赫 "
    "完颜 扎西 次仁 多吉 旦增 丹增 洛桑 罗桑 白玛 格桑 尼玛 达娃 索朗 索南 卓玛 平措 巴桑 普布 拉巴 米玛 边巴 强巴 土登 仁青 仁增 贡嘎 "
    "贡布 益西 阿旺 晋美 罗布 欧珠 顿珠 旺堆 桑杰 才让 尕藏 完么 拉毛 万玛 公保 加央 嘎玛 噶玛 其美 赤列 央金 德吉 德庆 斯朗 泽仁 降央 "
    "曲珍 旺姆 龙珠 克珠 巴特 达列 哈那 沙依 别克 布和 特古 苏和 朝克 奥登 其木 满都 高娃 萨如 白音 阿迪 那顺 乌兰 宝音 额尔 斯琴 其其 "
    "阿拉 苏日 哈斯 图雅 娜仁 萨仁 朝鲁 格日 呼和 敖日 巴图 孟和 特木 乌云 通拉 布小 吉克 阿苏 沙马 马海 吉狄 阿余 木呷 曲比 勒古 沙玛 "
    "阿尔 吉木 俄木 海来 阿的 的日 依火 加拉 阿不 阿布 买买 艾合 艾买 艾尼 吐尔 古丽 阿依 热依 努尔 木合 麦麦 玉素 库尔 依明 伊力 帕提 "
    "肉孜 叶尔 哈力 阿力 加那 巴合 沙塔 赛力 马木 迪丽 祖力 米吉 亚合 达吾 阿地 卡德"
)
_NO_NAMES: Final = (
    "主任 副主任 委员 委员长 秘书长 组长 副组长 组员 成员 主席 副主席 主席团 代表 会长 副会长 理事 常委 书记 副书记 市长 副市长 县长 "
    "副县长 区长 副区长 州长 副州长 省长 副省长 局长 副局长 处长 院长 副院长 庭长 副庭长 检察长 审判员 陪审员 检察员 书记员 审判长 主持 "
    "记录 出席 列席 请假 缺席 参加 任命 免去 姓名 性别 民族 职务 职称 单位 金额 项目 时间 方式 计划 方案 万元 序号 备注 名称 数量 地点 "
    "电话 地址 年龄 学历 籍贯 党派 界别 汉族 回族 满族 藏族 壮族 苗族 彝族 蒙古族 维吾尔族 男性 女性 合计 小计 总计 总则 附则 目录 附件 "
    "名单 附表 富强 民主 文明 和谐 自由 平等 公正 法治 爱国 敬业 诚信 友善 国家 应当 水利 农业 文化 文艺 文物 平安 安全 交通 车辆 计算 "
    "公安 司法 民政 财政 教育 卫生 审计 统计 支出 收入 通知 公告 公报 同意 反对 弃权 赞成 平均 东部 南部 华东 华南 华北 江苏 江西 广东 "
    "广西 山东 山西 云南 安徽 宁夏 贵州 甘肃 金融 时段 路线 连续 解释 高度 温度 强度 成本 成果 方法 全部 相关 明确 单价 全称 原告 被告 "
    "石油 石化 钢铁 家具 花卉 水果 水泥 农药 马匹 羊只 牛只 茶叶"
)


@cache
def surnames() -> frozenset[str]:
    """Surnames of one character."""
    return frozenset(_SURNAMES)


@cache
def beginnings() -> frozenset[str]:
    """Surnames of two characters 复姓, and the first two characters of names that have no surname."""
    return frozenset(_BEGINNINGS.split())


@cache
def no_names() -> frozenset[str]:
    """Offices, the heads of tables and the like: a line with one of them is a list of something else."""
    return frozenset(_NO_NAMES.split())
