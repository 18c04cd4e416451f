// MARK: What changes when it is read a second time

extension HostileReadme {
  static let mutation =
    #"""
    <svg><style><img src=x onerror=alert(1)></style></svg>
    <math><mtext><table><mglyph><style><img src=x onerror=alert(1)>
    <svg onload=alert(1)>
    <svg/onload=alert(1)>
    <svg><script>alert(1)</script></svg>
    <svg><a xlink:href=javascript:alert(1)><text x=20 y=20>x</text></a></svg>
    <svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></iframe></foreignObject></svg>
    <svg><use href=data:image/svg+xml,x#x></use><animate attributeName=href \#
    values=javascript:alert(1)></svg>
    <svg></p><style><a id="</style><img src=1 onerror=alert(1)>">
    <math></p><style><!--</style><img src=x onerror=alert(1)>
    <math><mi//xlink:href="data:x,<script>alert(1)</script>">
    <math href=javascript:alert(1)>x</math>
    <form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>
    <svg><desc><![CDATA[</desc><script>alert(1)</script>]]></svg>
    <![CDATA[<script>alert(1)</script>]]>
    <select><style></select><script>alert(1)</script></style>
    <noscript><style></noscript><img src=x onerror=alert(1)>
    <p title="</p><script>alert(1)</script>">x</p>
    <a title='<!--'>x</a><img title='--><img src=x onerror=alert(1)>'>
    <!--><img src=x onerror=alert(1)>-->
    <!---><img src=x onerror=alert(1)>-->
    <!-- --!><img src=x onerror=alert(1)>-->
    <!-- <!-- --><img src=x onerror=alert(1)> -->
    <!-->⏎⏎<script>alert(1)</script>⏎⏎-->
    <!- x -><script>alert(1)</script>
    <?php <img src=x onerror=alert(1)> ?>
    <! <img src=x onerror=alert(1)>
    </ <img src=x onerror=alert(1)>
    <listing>⏎⏎&lt;img src=x onerror=alert(1)&gt;</listing>
    <pre>⏎⏎<img src=x onerror=alert(1)></pre>
    &lt;script&gt;alert(1)&lt;/script&gt; `<script>`
    ```html⏎<script>alert(1)</script>⏎```
        <script>alert(1)</script>
    ```"><script>alert(1)</script>⏎x⏎```
    ``` js onclick=x⏎</code></pre><script>alert(1)</script>⏎```
    ```js⏎`</span><img src=x onerror=alert(1)>`⏎/*</span>*/ "</code>⏎```
    ~~~json⏎{"</span><script>": 1}⏎~~~
    # <img src=x onerror=alert(1)>⏎⏎## " onclick="alert(1)⏎⏎### <script>alert(1)</script>
    # a⏎⏎# a⏎⏎# a-1⏎⏎<h1 id=a>b</h1>⏎⏎# a
    [a](b "x\" onclick=\"alert(1)")
    [a](b '"><script>alert(1)</script>')
    ![a" onerror="alert(1)](b.png)
    ![<script>alert(1)</script>](b.png)
    ![a](b.png '" onerror="alert(1)')
    [<img src=x onerror=alert(1)>](y)
    | a" onclick="x | <script>alert(1)</script> |⏎|---|---|⏎| <img src=x onerror=alert(1)> | \#
    </td></table><script>x</script> |
    - [x"onclick=x] a⏎- [x] <script>alert(1)</script>⏎
    <https://a.example/"onclick="alert(1)> <a@b.example"x>
    https://a.example/<script>alert(1)</script> www.x.example/"onclick=alert(1) a&#34;b@c.example
    [a]: javascript:alert(1)⏎[b]: <java⏎script:x>⏎⏎[a] [b] ![a]
    *a <b>c* d</b> **e <i>f** g</i> ~~h <s>i~~ j</s>
    [a <a href=b>c</a>](d) <a href=e>[f](g) https://h.example</a>
    <a href="x">⏎⏎[y](z)⏎⏎</a>
    &#0; &#xD800; &#x110000; &#99999999; &bogus; &amp &notit; &#x; &;
    <b⟦0⟧>x</b⟦0⟧> <i title='⟦0⟧'>y</i>
    ![a](b.png '" onerror="alert(1)'
    ****⟦80⟧o[link](/uo***r*i ⏎"title")
    <pre>⏎⏎<h2 id=y> </h2></pre>⏎⏎<pre><code>a <a name=b></a></code></pre>
    <a name=x>[y](z) <h1><table><caption>t
    """#
}

// MARK: What is not nested

extension HostileReadme {
  static let nesting =
    #"""
    </div></div></article></main></body></html><p>x
    </p></li></ul></blockquote>x
    > </blockquote></blockquote>x
    - </li></ul></ul>x⏎- y
    | a |⏎|---|⏎| </td></tr></table> |⏎⏎x
    <table><tr><td>a</table></table><p>b
    <table>text<p>para<tr><b>bold<td>cell<div>x
    <table><div><tr><td></div></table><td>x</td><tr>y</tr>
    <table><caption><table><caption><table>
    <tr><td>x</td></tr><li>y</li><dt>z</dt><summary>s</summary><figcaption>f
    <p><div><p><div><p>x
    <a><b><a><b><a><b>x
    <b><i><u><s><b><i><u><s>x<p>y<p>z
    <b><p>a</b>b</p>c<i>d<p>e</i>f
    <h1><h2><h3>x</h1>y</h2>z</h3>
    <h1><div><h2>x</h2></div></h1>
    <ul><ol><li><ul><li>x</ol></ul>y
    <li><li><li>x<ul><li>y</ul></li>
    <details><details><summary><details>x
    <details>⏎⏎# a⏎⏎
    <div align=center>⏎⏎# a⏎⏎- b⏎⏎</div></div>⏎⏎- c
    <dl><dt>a<dd>b<dt>c<dl><dd>d</dl></dl>e
    <p>a<table><tr><td>b</p>c</table>d</p>
    <q><blockquote><q>x
    <center><center>x</center>y
    <img><br></br><hr></hr><wbr></wbr><input></input>
    <a href=x><table><tr><td><a href=y>z</a></td></tr></table></a>
    text <table><tr><td><p>x</p> <div>y</div></table> more <h2>h</h2> end
    <p>⏎⏎para⏎⏎</p>⏎⏎<p align=center>⏎⏎![x](y)⏎⏎</p>
    <div⏎⏎class=x>⏎⏎text
    <div title="⏎⏎">⏎⏎text
    <a href="x⏎⏎[b](c)
    <b
    <
    </
    <a 
    <a b=
    <a b='
    <!
    <!-
    <!--
    <?
    <a/
    """#
}
