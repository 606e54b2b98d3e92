use super::definition::{FIRST, Goodness, MetricDef, Nature, Source};
use super::expr::{CreatorCount, Expr, Formula, Moment, UserCount};
use super::figure::Unit;
use super::measure::Measure as M;

const fn of(measure: M) -> Expr {
    Expr::Measure(measure)
}

const fn exact(expr: Expr) -> Formula {
    Formula::Exact(expr)
}

const fn quotient(over: Expr, under: Expr) -> Formula {
    Formula::Quotient { over, under, times: 1 }
}

const fn ratio(over: M, under: M) -> Formula {
    quotient(of(over), of(under))
}

const WITH_LIVE: Expr = Expr::Creators(CreatorCount::WithLive);
const WITH_SALES: Expr = Expr::Creators(CreatorCount::WithSales);
const CREATORS: Expr = Expr::Creators(CreatorCount::All);
const ENGAGEMENTS: Expr = Expr::Sum(&[of(M::Likes), of(M::Comments), of(M::Shares)]);
const ENGAGED: Expr = Expr::Users(UserCount::Engaged { at_least: 1 });
const ENGAGED_AGAIN: Expr = Expr::Users(UserCount::Engaged { at_least: 2 });
const RETURNED: Expr = Expr::Users(UserCount::ReturnedFollowers);

macro_rules! derived {
    ($(
        $id:ident $unit:ident $good:ident $(only $channel:literal)? [$($source:ident)*]
        $en:literal $zh:literal $help_en:literal $help_zh:literal, $formula:expr;
    )*) => {
        /// Every metric that is derived from measures. All of them are actionable.
        pub(super) const DERIVED: &[MetricDef] = &[$(MetricDef {
            id: stringify!($id),
            label_en: $en,
            label_zh: $zh,
            help_en: $help_en,
            help_zh: $help_zh,
            unit: Unit::$unit,
            goodness: Goodness::$good,
            nature: Nature::Actionable,
            formula: $formula,
            channel: only!($($channel)?),
            sources: &[$(Source::$source),*],
            versions: FIRST,
        }),*];
    };
}

macro_rules! only {
    () => {
        None
    };
    ($channel:literal) => {
        Some($channel)
    };
}

derived! {
    live_partners Count More [DataCompass]
        "Livestreaming Partners" "开播达人数"
        "How many bound creators had at least one LIVE."
        "至少开播一场的绑定达人数。",
        exact(WITH_LIVE);
    partners_with_sales Count More [DataCompass]
        "Partners with Sales" "动销达人数"
        "How many bound creators had GMV over 0."
        "成交金额大于0的绑定达人数。",
        exact(WITH_SALES);
    active_rate Ratio More [DataCompass]
        "Active Rate" "开播率"
        "The share of bound creators that had at least one LIVE."
        "开播达人数占绑定达人数的比例。",
        quotient(WITH_LIVE, CREATORS);
    sales_rate Ratio More [DataCompass]
        "Sales Rate" "动销率"
        "The share of bound creators that had GMV over 0."
        "动销达人数占绑定达人数的比例。",
        quotient(WITH_SALES, CREATORS);
    avg_gmv_live Money More only "live" [DataCompass]
        "Avg. GMV (Livestreams)" "场均成交金额"
        "The GMV of LIVEs for each LIVE started."
        "平均每场直播的成交金额。",
        quotient(Expr::In("live", M::Gmv), of(M::Livestreams));
    avg_ctr_live Ratio More only "live" [DataCompass]
        "Avg. CTR (LIVE)" "直播平均点击率"
        "The mean of the rates of single LIVEs: product clicks over views, of LIVEs with views."
        "各场直播点击率（商品点击次数除以观看次数）的平均值，不含没有观看的直播。",
        Formula::MeanOfRatios { over: M::ProductClicks, under: M::Views };
    avg_ctr_video Ratio More only "video" [DataCompass]
        "Avg. CTR (Video)" "视频平均点击率"
        "The mean of the rates of single videos: product clicks over views, of videos with views."
        "各条短视频点击率（商品点击次数除以播放次数）的平均值，不含没有播放的短视频。",
        Formula::MeanOfRatios { over: M::ProductClicks, under: M::Views };
    ctr Ratio More [DataCompass Kpi]
        "CTR" "商品点击率"
        "How many of the product impressions led to a click."
        "商品点击次数占商品曝光次数的比例。",
        ratio(M::ProductClicks, M::ProductImpressions);
    c_o Ratio More [DataCompass]
        "C_O" "点击成交转化率"
        "How many of the product clicks led to a paid SKU order."
        "已支付SKU订单数与商品点击次数之比。",
        ratio(M::SkuOrders, M::ProductClicks);
    content_ctr Ratio More [DataCompass]
        "Content CTR" "内容点击率"
        "How many product clicks came of a view of the content."
        "商品点击次数与内容观看次数之比。",
        ratio(M::ProductClicks, M::Views);
    rpm PerMilleMoney More [DataCompass]
        "RPM" "千次观看成交金额"
        "The GMV that a thousand views bring."
        "每一千次观看带来的成交金额。",
        Formula::Quotient { over: of(M::Gmv), under: of(M::Views), times: 1000 };
    transaction_rate Ratio More [DataCompass]
        "Transaction rate" "成交率"
        "The share of viewers that bought."
        "成交人数占观看人数的比例。",
        ratio(M::Buyers, M::Viewers);
    interaction_rate Ratio More [DataCompass]
        "Interaction rate" "互动率"
        "How many likes, comments and shares came of a view."
        "点赞、评论、分享次数之和与观看次数之比。",
        quotient(ENGAGEMENTS, of(M::Views));
    finish_rate Ratio More [DataCompass]
        "Finish rate" "完播率"
        "How many of the views lasted to the end."
        "完播次数占播放次数的比例。",
        ratio(M::Finishes, M::Views);
    drainage_success_rate Ratio More [DataCompass]
        "Drainage success rate" "引流成功率"
        "How many of the showings of the LIVE entrance in a video led into the LIVE."
        "引流进入次数占引流曝光次数的比例。",
        ratio(M::DrainageEntries, M::DrainagePv);
    avg_watch_seconds Seconds More [LiveDashboard]
        "Avg. watch time" "平均观看时长"
        "How long a view lasts on average."
        "平均每次观看的时长。",
        ratio(M::WatchSeconds, M::Views);
    view_rate Ratio More [LiveDashboard]
        "Entry rate" "进入率"
        "How many of the impressions led to a view."
        "观看次数占曝光次数的比例。",
        ratio(M::Views, M::Impressions);
    viewer_click_rate Ratio More [DataCompass]
        "Viewers → clickers" "曝光点击转化率"
        "The share of product viewers that opened a product."
        "商品点击人数占商品曝光人数的比例。",
        ratio(M::ProductClickers, M::ProductReach);
    clicker_buyer_rate Ratio More [DataCompass]
        "Clickers → buyers" "点击成交转化率（人数）"
        "The share of product clickers that bought."
        "成交人数占商品点击人数的比例。",
        ratio(M::Buyers, M::ProductClickers);
    viewer_buyer_rate Ratio More [DataCompass]
        "Viewers → buyers" "曝光成交转化率"
        "The share of product viewers that bought."
        "成交人数占商品曝光人数的比例。",
        ratio(M::Buyers, M::ProductReach);
    return_rate Ratio Less [DataCompass]
        "Return rate" "退货率"
        "How many SKU orders were refunded, over those paid in the same time."
        "退款订单数与同期已支付SKU订单数之比。",
        ratio(M::RefundOrders, M::SkuOrders);
    negative_review_rate Ratio Less [DataCompass]
        "Negative review rate" "差评率"
        "The share of reviews that are negative."
        "差评数占评价数的比例。",
        ratio(M::NegativeReviews, M::Reviews);
    complaint_rate Ratio Less [DataCompass]
        "Complaint rate" "投诉率"
        "How many complaints there were for each paid SKU order."
        "投诉数与已支付SKU订单数之比。",
        ratio(M::Complaints, M::SkuOrders);
    gmv_share Ratio Neither [DataCompass]
        "Percentage of transactions" "成交占比"
        "The part that a group or a channel has in the GMV of the whole answer."
        "某一分组或渠道的成交金额占整体成交金额的比例。",
        quotient(of(M::Gmv), Expr::Whole(M::Gmv));
    goal_achievement Ratio More [DataCompass]
        "Goal achievement" "目标达成率"
        "How much of its GMV target was reached."
        "实际成交金额占成交目标的比例。",
        quotient(of(M::Gmv), Expr::Target(M::Gmv));
    aov Money More [Kpi]
        "Average order value" "平均订单金额"
        "What was paid for an SKU order on average."
        "平均每笔已支付SKU订单的金额。",
        ratio(M::Gmv, M::SkuOrders);
    engagement_rate_views Ratio More [Kpi]
        "Engagement rate (views)" "互动率（按观看次数）"
        "How many likes, comments and shares came of a view."
        "点赞、评论、分享次数之和与观看次数之比。",
        quotient(ENGAGEMENTS, of(M::Views));
    engagement_rate_followers Ratio More [Kpi]
        "Engagement rate (followers)" "互动率（按粉丝数）"
        "How many likes, comments and shares there were for each follower."
        "点赞、评论、分享次数之和与粉丝数之比。",
        quotient(ENGAGEMENTS, of(M::Followers));
    roi Ratio More [Kpi]
        "ROI" "投资回报率"
        "What was earned beyond the ad spend, over the ad spend."
        "成交金额减去广告花费后与广告花费之比。",
        quotient(Expr::Difference(&of(M::Gmv), &of(M::AdSpend)), of(M::AdSpend));
    roas Ratio More [Kpi]
        "ROAS" "广告支出回报率"
        "The GMV that one unit of ad spend brought."
        "成交金额与广告花费之比。",
        ratio(M::Gmv, M::AdSpend);
    cpa Money Less [Kpi]
        "CPA" "单客获取成本"
        "What a new customer cost in ad spend."
        "获取一位新客户平均所需的广告花费。",
        ratio(M::AdSpend, M::Acquisitions);
    watch_through_rate Ratio More [Kpi]
        "Watch-through rate" "完整观看率"
        "How many of the views lasted to the end."
        "被完整看完的播放次数占全部播放次数的比例。",
        ratio(M::Finishes, M::Views);
    repeat_engagement Ratio More [Kpi]
        "Repeat engagement" "重复互动率"
        "Of the users that liked, commented or shared, the share that did so at least twice."
        "产生过点赞、评论或分享的用户中，互动至少两次的用户占比。",
        quotient(ENGAGED_AGAIN, ENGAGED);
    returning_followers Ratio More [Kpi]
        "Returning followers" "粉丝回访率"
        "Of the followers at the start of the period, the share that came back within it."
        "期初粉丝中，在该时期内再次回访的粉丝占比。",
        quotient(RETURNED, Expr::At(Moment::Start, M::Followers));
    acceptance_rate Ratio More [Xingtu]
        "Acceptance rate" "接单率"
        "How many of the offers after a confirmed interest were accepted."
        "确认意向后的派单中被接受的比例。",
        ratio(M::OffersAccepted, M::OffersReceived);
}
