use super::definition::{ATTRIBUTED, FIRST, Goodness, MetricDef, Nature, Source, Version};
use super::expr::{CreatorCount, Expr, Formula};
use super::figure::Unit;

/// How a base measure adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasureKind {
    /// Adds over rows, days and subjects.
    Sum,
    /// A set of users: never adds.
    Unique,
    /// A value at a moment.
    Gauge,
    /// A number of distinct subjects.
    Subjects,
}

impl MeasureKind {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Unique => "unique",
            Self::Gauge => "gauge",
            Self::Subjects => "subjects",
        }
    }
}

macro_rules! nature {
    () => {
        Nature::Actionable
    };
    ($companion:literal) => {
        Nature::Vanity { companion: $companion }
    };
}

macro_rules! channels {
    (channels) => {
        true
    };
    (whole) => {
        false
    };
}

macro_rules! measures {
    ($(
        $variant:ident $id:literal $kind:ident $unit:ident $good:ident $channels:ident [$($source:ident)*] $versions:ident
        $(beside $companion:literal)? $en:literal $zh:literal $help_en:literal $help_zh:literal;
    )*) => {
        /// A base measure of the dictionary.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Measure { $(#[doc = $help_en] $variant),* }

        impl Measure {
            /// All measures, in the order of the dictionary.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The stable id.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),* }
            }
            /// How it adds up.
            #[must_use]
            pub fn kind(self) -> MeasureKind {
                match self { $(Self::$variant => MeasureKind::$kind),* }
            }
            /// Its unit.
            #[must_use]
            pub fn unit(self) -> Unit {
                match self { $(Self::$variant => Unit::$unit),* }
            }
            /// Whether it may be confined to a channel.
            #[must_use]
            pub fn takes_channel(self) -> bool {
                match self { $(Self::$variant => channels!($channels)),* }
            }
            /// Its definitions over time, the last one in force.
            #[must_use]
            pub fn versions(self) -> &'static [Version] {
                match self { $(Self::$variant => $versions),* }
            }
            /// The measure of an id.
            #[must_use]
            pub fn of(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$variant),)* _ => None }
            }
        }

        /// Every measure as a metric.
        pub(super) const MEASURES: &[MetricDef] = &[$(MetricDef {
            id: $id,
            label_en: $en,
            label_zh: $zh,
            help_en: $help_en,
            help_zh: $help_zh,
            unit: Unit::$unit,
            goodness: Goodness::$good,
            nature: nature!($($companion)?),
            formula: formula(Measure::$variant),
            channel: None,
            sources: &[$(Source::$source),*],
            versions: $versions,
        }),*];
    };
}

const fn formula(measure: Measure) -> Formula {
    match measure {
        Measure::Creators => Formula::Exact(Expr::Creators(CreatorCount::All)),
        measure => Formula::Exact(Expr::Measure(measure)),
    }
}

// A measure is: its id, kind, unit and good direction, the companion it is not shown without (KPI-6), whether it may be
// confined to a channel, where it is described, its definitions, labels and help.
measures! {
    Impressions "impressions" Sum Count More channels [LiveDashboard] FIRST beside "view_rate"
        "Impressions" "曝光次数"
        "How often the LIVE or the video was shown, as a card in a feed or among search results."
        "直播或短视频在信息流卡片、搜索结果中被展示的次数。";
    Views "views" Sum Count More channels [DataCompass LiveDashboard] FIRST beside "rpm"
        "Views" "观看次数"
        "How often the LIVE was entered or the video was played."
        "直播间被进入或短视频被播放的次数。";
    Viewers "viewers" Unique Count More channels [DataCompass LiveDashboard] FIRST beside "transaction_rate"
        "Viewers" "观看人数"
        "How many different users entered the LIVE or played the video."
        "进入直播间或播放短视频的去重用户数。";
    ConcurrentViewers "concurrent_viewers" Gauge Count More channels [DataCompass LiveDashboard] FIRST
        "Concurrent viewers" "实时在线人数"
        "How many users are in the room at the moment."
        "当前时刻停留在直播间内的用户数。";
    Entries "entries" Sum Count More channels [DataCompass] FIRST
        "Entries" "进入人次"
        "How often users came into the room."
        "用户进入直播间的人次。";
    Leaves "leaves" Sum Count Less channels [DataCompass] FIRST
        "Leaves" "离开人次"
        "How often users left the room."
        "用户离开直播间的人次。";
    WatchSeconds "watch_seconds" Sum Seconds More channels [LiveDashboard] FIRST
        "Watch time" "观看时长"
        "The time that all users together spent watching."
        "所有用户观看直播或短视频的累计时长。";
    Finishes "finishes" Sum Count More channels [DataCompass] FIRST
        "Finished views" "完播次数"
        "How often a video was watched to the end."
        "短视频被完整看完的次数。";
    Likes "likes" Sum Count More channels [DataCompass LiveDashboard] FIRST beside "interaction_rate"
        "Likes" "点赞数"
        "How often users liked the LIVE or the video."
        "用户对直播或短视频点赞的次数。";
    Comments "comments" Sum Count More channels [DataCompass LiveDashboard] FIRST beside "interaction_rate"
        "Comments" "评论数"
        "How many comments users left on the LIVE or the video."
        "用户在直播或短视频下发表的评论条数。";
    Shares "shares" Sum Count More channels [DataCompass LiveDashboard] FIRST beside "interaction_rate"
        "Shares" "分享数"
        "How often users shared the LIVE or the video."
        "用户分享直播或短视频的次数。";
    NewFollowers "new_followers" Sum Count More channels [DataCompass LiveDashboard] FIRST beside "returning_followers"
        "New followers" "新增粉丝数"
        "How many users began to follow the creator."
        "新关注该达人的用户数。";
    ProductImpressions "product_impressions" Sum Count More channels [DataCompass LiveDashboard] FIRST
        "Product impressions" "商品曝光次数"
        "How often a product was shown."
        "商品被展示给用户的次数。";
    ProductReach "product_reach" Unique Count More channels [DataCompass] FIRST
        "Product viewers" "商品曝光人数"
        "How many different users were shown a product."
        "看到商品曝光的去重用户数。";
    ProductClicks "product_clicks" Sum Count More channels [DataCompass LiveDashboard] FIRST
        "Product clicks" "商品点击次数"
        "How often a product was opened."
        "用户点击打开商品的次数。";
    ProductClickers "product_clickers" Unique Count More channels [DataCompass] FIRST
        "Product clickers" "商品点击人数"
        "How many different users opened a product."
        "点击打开商品的去重用户数。";
    OrdersCreated "orders_created" Sum Count More channels [DataCompass LiveDashboard] FIRST
        "Orders created" "创建订单数"
        "How many SKU orders were created, paid or not."
        "已创建的SKU订单数，无论是否支付。";
    SkuOrders "sku_orders" Sum Count More channels [DataCompass] ATTRIBUTED
        "SKU orders" "SKU订单数"
        "How many SKU orders were created and paid, one for each SKU line."
        "已创建并支付的SKU订单数，每个SKU行计一单。";
    Orders "orders" Subjects Count More channels [DataCompass LiveDashboard] FIRST
        "Orders" "订单数"
        "How many orders were paid, each counted once however many SKU lines it has."
        "已支付的订单数，同一订单无论含多少个SKU只计一次。";
    ItemsSold "items_sold" Sum Count More channels [DataCompass LiveDashboard] ATTRIBUTED
        "Items sold" "成交件数"
        "How many pieces the paid SKU orders hold."
        "已支付SKU订单所含的商品件数。";
    Gmv "gmv" Sum Money More channels [DataCompass LiveDashboard] ATTRIBUTED
        "GMV" "成交金额"
        "What was paid for SKU orders, with later returns and refunds still inside."
        "已支付SKU订单的金额，不扣除之后的退货与退款。";
    DirectGmv "direct_gmv" Sum Money More channels [LiveDashboard] FIRST
        "Direct GMV" "直接成交金额"
        "The part of GMV that was ordered inside the LIVE itself."
        "成交金额中直接在直播间内下单的部分。";
    Buyers "buyers" Unique Count More channels [DataCompass LiveDashboard] ATTRIBUTED
        "Buyers" "成交人数"
        "How many different users paid for SKU orders."
        "支付了SKU订单的去重用户数。";
    RefundGmv "refund_gmv" Sum Money Less channels [DataCompass] FIRST
        "GMV (Refunds)" "退款金额"
        "What was successfully refunded, on the day of the refund."
        "退款成功的金额，按退款日统计。";
    RefundOrders "refund_orders" Sum Count Less channels [DataCompass] FIRST
        "Refunded orders" "退款订单数"
        "How many SKU orders were successfully refunded."
        "退款成功的SKU订单数。";
    RefundItems "refund_items" Sum Count Less channels [DataCompass] FIRST
        "Refunded items" "退款件数"
        "How many pieces were successfully refunded."
        "退款成功的商品件数。";
    Commission "commission" Sum Money More channels [DataCompass] FIRST
        "Est. commission" "预估佣金"
        "The estimated commission of the paid SKU orders."
        "已支付SKU订单的预估佣金。";
    SettlementGmv "settlement_gmv" Sum Money More channels [DataCompass] FIRST
        "Settlement GMV" "结算金额"
        "The settled part of GMV, on the day of settlement."
        "成交金额中已结算的部分，按结算日统计。";
    Reviews "reviews" Sum Count More channels [DataCompass] FIRST
        "Reviews" "评价数"
        "How many reviews buyers wrote."
        "买家发表的商品评价条数。";
    NegativeReviews "negative_reviews" Sum Count Less channels [DataCompass] FIRST
        "Negative reviews" "差评数"
        "How many of the reviews are negative."
        "商品评价中的差评条数。";
    Complaints "complaints" Sum Count Less channels [DataCompass] FIRST
        "Complaints" "投诉数"
        "How many complaints buyers filed."
        "买家发起的投诉次数。";
    DrainagePv "drainage_pv" Sum Count More channels [DataCompass] FIRST
        "Drainage PV" "引流曝光次数"
        "How often a video showed the entrance to the LIVE."
        "直播间入口在短视频中被展示的次数。";
    DrainageEntries "drainage_entries" Sum Count More channels [DataCompass] FIRST
        "Drainage entries" "引流进入次数"
        "How often users went from a video into the LIVE."
        "用户从短视频进入直播间的次数。";
    Livestreams "livestreams" Subjects Count More whole [DataCompass] FIRST
        "Livestreams" "直播场次"
        "How many LIVEs were started."
        "开播的直播场次。";
    Videos "videos" Subjects Count More whole [DataCompass] FIRST
        "Videos" "发布视频数"
        "How many videos were posted."
        "发布的短视频条数。";
    ProductsSold "products_sold" Subjects Count More channels [DataCompass] FIRST
        "Products sold" "动销商品数"
        "How many different products had at least one paid SKU order."
        "至少有一笔已支付SKU订单的去重商品数。";
    LiveSeconds "live_seconds" Sum Seconds More channels [DataCompass] FIRST
        "LIVE duration" "直播时长"
        "How long the LIVEs were on air."
        "直播间处于开播状态的累计时长。";
    Creations "creations" Sum Count More whole [Backstage] FIRST beside "streams"
        "Creations" "音乐创作视频数"
        "How many videos were created with the track; later deletion does not lower it."
        "使用该音乐创作的视频数，事后删除不会使其减少。";
    CreationViews "creation_views" Sum Count More whole [Backstage] FIRST beside "streams"
        "Creation views" "创作视频播放量"
        "How often the videos created with the track were played."
        "使用该音乐创作的视频被播放的次数。";
    Streams "streams" Sum Count More whole [Backstage] FIRST
        "Streams" "音乐播放量"
        "How often the track was played on streaming platforms."
        "该音乐在各流媒体平台上的播放次数。";
    Followers "followers" Gauge Count More whole [DataCompass] FIRST
        "Followers" "粉丝数"
        "How many users follow the creator; of a period, at its end."
        "关注该达人的用户数；对于一段时期，取期末值。";
    Stock "stock" Gauge Count Neither whole [DataCompass] FIRST
        "Stock" "商品库存"
        "How many pieces of a product are left; of a period, at its end."
        "商品剩余的库存件数；对于一段时期，取期末值。";
    Creators "creators" Subjects Count More whole [DataCompass] FIRST
        "Creators" "达人数"
        "How many bound creators the partner may see in the period."
        "该时期内机构可查看数据的绑定达人数。";
    OffersReceived "offers_received" Sum Count More whole [Xingtu] FIRST
        "Offers received" "派单数"
        "How many task offers the creator received after confirming interest."
        "达人确认接单意向后收到的任务派单数。";
    OffersAccepted "offers_accepted" Sum Count More whole [Xingtu] FIRST
        "Offers accepted" "接单数"
        "How many of those task offers the creator accepted."
        "达人在上述派单中接受的任务数。";
    AdSpend "ad_spend" Sum Money Neither whole [Kpi] FIRST
        "Ad spend" "广告花费"
        "What the campaigns cost."
        "推广活动的投放花费。";
    Acquisitions "acquisitions" Sum Count More whole [Kpi] FIRST
        "Acquisitions" "新增客户数"
        "How many new customers the campaigns brought."
        "推广活动带来的新客户数。";
}
