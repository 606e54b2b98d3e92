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

macro_rules! measures {
    ($($(#[$doc:meta])+ $variant:ident $id:literal $kind:ident $unit:ident $en:literal $zh:literal),* $(,)?) => {
        /// A base measure of the dictionary.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Measure { $($(#[$doc])+ $variant),* }

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
            /// Its label in English.
            #[must_use]
            pub fn label_en(self) -> &'static str {
                match self { $(Self::$variant => $en),* }
            }
            /// Its label in Chinese.
            #[must_use]
            pub fn label_zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),* }
            }
            /// The measure of an id.
            #[must_use]
            pub fn of(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

measures! {
    /// The LIVE or video was shown.
    Impressions "impressions" Sum Count "Impressions" "曝光次数",
    /// LIVE entered, or video played.
    Views "views" Sum Count "Views" "观看次数",
    /// Users behind `views`.
    Viewers "viewers" Unique Count "Viewers" "观看人数",
    /// Users in the room.
    ConcurrentViewers "concurrent_viewers" Gauge Count "Concurrent viewers" "实时在线人数",
    /// Users that came into the room.
    Entries "entries" Sum Count "Entries" "进入人次",
    /// Users that left the room.
    Leaves "leaves" Sum Count "Leaves" "离开人次",
    /// Time watched.
    WatchSeconds "watch_seconds" Sum Seconds "Watch time" "观看时长",
    /// Videos watched to the end.
    Finishes "finishes" Sum Count "Finished views" "完播次数",
    /// Likes.
    Likes "likes" Sum Count "Likes" "点赞数",
    /// Comments.
    Comments "comments" Sum Count "Comments" "评论数",
    /// Shares.
    Shares "shares" Sum Count "Shares" "分享数",
    /// New followers.
    NewFollowers "new_followers" Sum Count "New followers" "新增粉丝数",
    /// A product was shown.
    ProductImpressions "product_impressions" Sum Count "Product impressions" "商品曝光次数",
    /// Users behind `product_impressions`.
    ProductReach "product_reach" Unique Count "Product viewers" "商品曝光人数",
    /// A product was opened.
    ProductClicks "product_clicks" Sum Count "Product clicks" "商品点击次数",
    /// Users behind `product_clicks`.
    ProductClickers "product_clickers" Unique Count "Product clickers" "商品点击人数",
    /// SKU orders created.
    OrdersCreated "orders_created" Sum Count "Orders created" "创建订单数",
    /// SKU orders created and paid.
    SkuOrders "sku_orders" Sum Count "SKU orders" "SKU订单数",
    /// Orders paid, once however many SKU lines.
    Orders "orders" Subjects Count "Orders" "订单数",
    /// Pieces in `sku_orders`.
    ItemsSold "items_sold" Sum Count "Items sold" "成交件数",
    /// Amount paid for `sku_orders`, returns and refunds still inside.
    Gmv "gmv" Sum Money "GMV" "成交金额",
    /// The part of `gmv` ordered inside the LIVE itself.
    DirectGmv "direct_gmv" Sum Money "Direct GMV" "直接成交金额",
    /// Users behind `sku_orders`.
    Buyers "buyers" Unique Count "Buyers" "成交人数",
    /// Amount refunded.
    RefundGmv "refund_gmv" Sum Money "GMV (Refunds)" "退款金额",
    /// SKU orders refunded.
    RefundOrders "refund_orders" Sum Count "Refunded orders" "退款订单数",
    /// Pieces refunded.
    RefundItems "refund_items" Sum Count "Refunded items" "退款件数",
    /// Estimated commission of `sku_orders`.
    Commission "commission" Sum Money "Est. commission" "预估佣金",
    /// Settled part of `gmv`, by settlement day.
    SettlementGmv "settlement_gmv" Sum Money "Settlement GMV" "结算金额",
    /// Reviews.
    Reviews "reviews" Sum Count "Reviews" "评价数",
    /// Negative reviews.
    NegativeReviews "negative_reviews" Sum Count "Negative reviews" "差评数",
    /// Complaints.
    Complaints "complaints" Sum Count "Complaints" "投诉数",
    /// The LIVE entrance was shown in a video.
    DrainagePv "drainage_pv" Sum Count "Drainage PV" "引流曝光次数",
    /// Users that went from the video into the LIVE.
    DrainageEntries "drainage_entries" Sum Count "Drainage entries" "引流进入次数",
    /// Rooms started.
    Livestreams "livestreams" Subjects Count "Livestreams" "直播场次",
    /// Videos posted.
    Videos "videos" Subjects Count "Videos" "发布视频数",
    /// Products with at least one SKU order.
    ProductsSold "products_sold" Subjects Count "Products sold" "动销商品数",
    /// Time on air.
    LiveSeconds "live_seconds" Sum Seconds "LIVE duration" "直播时长",
    /// Followers.
    Followers "followers" Gauge Count "Followers" "粉丝数",
    /// Bound creators the partner may see.
    Creators "creators" Subjects Count "Creators" "达人数",
}
