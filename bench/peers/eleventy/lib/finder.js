// What searches and narrows: it waits hidden for the script. `boxed` where it has a search box of its own.
export const finder = (boxed) => `<div class="finder" data-module="finder" data-action="/search/" data-found="找到{n}个结果" data-found-one="找到1个结果" data-found-least="已经找到{n}个结果" data-near="没有这样的名称，下面{n}个名称相近" data-none="没有找到" hidden>${boxed ? `
  <form class="search search--large" role="search" action="/search/" method="get" data-part="form">
    <label class="visually-hidden" for="search-field">搜索组织和故事</label>
    <input class="search__field" id="search-field" type="text" name="q" maxlength="100" placeholder="名称、地点、能做什么" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search">
    <button class="search__go" type="submit">搜索</button>
  </form>` : ""}
  <div class="finder__mine">
    <p class="finder__home" data-part="home" hidden>我的社区：<a class="chip" data-part="home-link" href="#unfiltered"></a></p>
    <details class="fold" data-part="choose">
      <summary data-part="choose-label" data-change="换一个社区">选定我的社区</summary>
      <div class="fold__body stack">
        <label for="community-field">社区或村的名称</label>
        <input class="search__field finder__field" id="community-field" type="text" maxlength="50" autocomplete="off" spellcheck="false" data-part="community-field">
        <p class="small soft" role="status" data-part="community-status" data-found="找到{n}个地方，请选一个" data-found-one="找到1个地方，请选它" data-many="找到{n}个地方，请多写几个字" data-none="没有找到这个地方" data-lost="地区的名单没有打开，请过一会儿再试"></p>
        <ul class="chips" data-part="community-list"></ul>
        <p class="small soft">只记在这台设备上，下次打开还在。</p>
        <button class="tool" type="button" data-part="forget" hidden>不再记住</button>
      </div>
    </details>
  </div>
  <div class="finder__body">
    <details class="fold finder__facets" data-part="facets"${boxed ? " hidden" : ""}>
      <summary>筛选</summary>
      <div class="fold__body finder__groups" data-part="groups" data-community="我的社区" data-region="地区" data-type="类型" data-level="等级" data-programme="项目" data-others="还有{n}个"></div>
    </details>
    <div class="finder__found" data-part="found" hidden>
      <h2 class="finder__count" data-part="heading"><span aria-live="polite" aria-atomic="true" data-part="count"></span></h2>
      <ul class="chips finder__chosen" data-part="chosen" data-drop="去掉“{name}”" data-all="全部去掉"></ul>
      <p class="notice" data-part="incomplete" hidden>有些文件没有打开，结果可能不全。请过一会儿再试。</p>
      <nav class="finder__sort" aria-label="排序" data-part="sort">
        <a data-sort="best" href="#unfiltered">最相关</a>
        <a data-sort="name" href="#unfiltered">按名称</a>
        <a data-sort="level" href="#unfiltered">按等级</a>
      </nav>
      <ul class="cards" data-part="list"></ul>
      <button class="finder__more" type="button" data-part="more" hidden>更多结果</button>
      <div class="finder__help stack" data-part="help" hidden>
        <p>要找的是：<b data-part="looked-for"></b></p>
        <div data-part="shorter" hidden>
          <p>这样找，能找到：</p>
          <ul class="chips" data-part="shorter-list"></ul>
        </div>
        <p>可以少写几个字，也可以写拼音，或者按下面的办法找。</p>
      </div>
      <div class="notice stack" role="status" data-part="lost" hidden>
        <p>搜索要用的文件没有打开，现在不能搜索。请过一会儿再试，或者按下面的办法找。</p>
      </div>
    </div>
  </div>
</div>
`;

export const finderParts = `<template id="finder-hit">
  <li class="card hit">
    <div class="card__head"><h3 class="card__name card__name--found"><a data-part="name"></a></h3> <span data-part="standing"></span></div>
    <p class="card__place" data-line><span data-part="place"></span><span class="card__type" data-part="type" data-story="服务故事"></span><span class="card__type" data-part="programme"></span></p>
    <p class="card__summary" data-part="what"></p>
    <p class="card__foot" data-line><a data-part="phone"></a><span class="soft small" data-part="field" data-own="在服务内容中找到" data-story="在服务故事中找到" data-pinyin="按读音找到" data-near="名称相近" data-former="曾用名：{name}"></span></p>
  </li>
</template>
<template id="finder-facet">
  <section class="facet"><h2 class="facet__name"></h2><ul class="chips"></ul></section>
</template>
`;

export const FINDER_SCRIPT = `<script defer src="/assets/finder.js"></script>
`;
