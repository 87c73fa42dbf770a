/** What the clipboard holds after a copy in Word, Excel, WPS Writer and a browser, shortened to what matters. */

export const WORD = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-unhide:no; margin:0cm; font-family:"等线"} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->
<h1 style='text-align:center'><b><span style='font-family:"等线 Light"'>组织关系接转<span lang=EN-US><o:p></o:p></span></span></b></h1>
<p class=MsoNormal><span style='color:red'>组织关系</span>是指<b style='mso-bidi-font-weight:normal'>党员</b>对党的基层组织的<span
style='font-weight:bold'>隶属关系</span>。<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span
class=MsoFootnoteReference><span style='mso-special-character:footnote'>[1]</span></span></a><a style='mso-comment-reference:作者_1'></a></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<h2><span style='font-family:等线'>办理步骤</span></h2>
<p class=MsoListParagraph style='margin-left:18.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>提出申请</p>
<p class=MsoListParagraph style='margin-left:18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US style='mso-list:Ignore'>2.<span>&nbsp;&nbsp; </span></span><![endif]>支部审核</p>
<p class=MsoListParagraph style='margin-left:39.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:Wingdings;mso-list:Ignore'>&#216;<span>&nbsp; </span></span><![endif]>核对<sup>名册</sup></p>
<p class=MsoListParagraph style='margin-left:18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US style='mso-list:Ignore'>3.<span>&nbsp;&nbsp; </span></span><![endif]>开出介绍信</p>
<p class=MsoNormal>见<a href="https://www.12371.cn/">共产党员网</a>和<a href="file:///C:/本地.docx">本地</a>。<!--[if gte vml 1]><v:shape id="图片_1" style='width:100pt'/><![endif]--><![if !vml]><img width=133 height=89 src="file:///C:/Users/x/AppData/Local/Temp/msohtmlclip1/01/clip_image002.png" v:shapes="图片_1"><![endif]></p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'>
<td width=277 valign=top style='width:207.4pt'><p class=MsoNormal><b>材料</b></p></td><td><p class=MsoNormal><b>份数<o:p></o:p></b></p></td></tr>
<tr style='mso-yfti-irow:1'><td rowspan=2><p class=MsoNormal>介绍信</p></td><td><p class=MsoNormal>1</p></td></tr>
<tr style='mso-yfti-irow:2;mso-yfti-lastrow:yes'><td><p class=MsoNormal>2</p></td></tr></table>
<div style='mso-element:footnote-list'><hr align=left size=1 width="33%"><div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1">[1]</a>脚注</p></div></div>
<div style='mso-element:comment-list'><p class=MsoCommentText>批注</p></div>
<!--EndFragment--></body></html>`;

export const EXCEL = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=Generator content="Microsoft Excel 15">
<style><!--table {mso-displayed-decimal-separator:"\\.";} .xl65 {font-weight:700;}--></style></head><body link="#0563C1">
<table border=0 cellpadding=0 cellspacing=0 width=192 style='border-collapse:collapse;width:144pt'>
<!--StartFragment--><col width=64 span=3 style='width:48pt'>
<tr height=19 style='height:14.4pt'><td class=xl65 width=64 style='font-weight:700'>支部</td><td style='font-weight:700'>人数</td><td style='font-weight:700'>完成率</td></tr>
<tr height=19><td>第一支部</td><td align=right x:num>30</td><td align=right style='mso-number-format:0%'>96%</td></tr>
<tr height=0 style='display:none'><td>隐藏</td><td>1</td><td>1%</td></tr>
<tr height=19><td colspan=2>合计</td><td><span style='mso-spacerun:yes'>&nbsp;</span>96%</td></tr>
<tr height=19><td></td><td></td><td></td></tr>
<!--EndFragment--></table></body></html>`;

export const WPS = `<html><head><meta name="Generator" content="Kingsoft WPS"/></head><body><!--StartFragment-->
<p class="15" align="center" style="mso-outline-level:1;text-align:center"><b><span class="16" style="font-family:黑体;font-size:16pt">三会一课制度<o:p></o:p></span></b></p>
<p class="MsoNormal" style="text-indent:21pt"><span style="font-family:宋体;font-size:10.5pt"><font face="宋体">支部党员大会</font><font color="#ff0000">每季度</font>一次。</span></p>
<p class="MsoListParagraph" style="mso-list:l1 level1 lfo2"><![if !supportLists]><span style="mso-list:Ignore">一、<span>&nbsp;</span></span><![endif]><span>支部委员会</span></p>
<p class="MsoListParagraph" style="mso-list:l1 level1 lfo2"><![if !supportLists]><span style="mso-list:Ignore">二、<span>&nbsp;</span></span><![endif]><span>党小组会</span></p>
<!--EndFragment--></body></html>`;

export const PAGE = `<b style="font-weight:normal;" id="docs-internal-guid-1"><div><div>第一段<span style="font-style:italic">斜</span></div>
<div style="background:#fff">第二段<a href="javascript:alert(1)" onclick="x()">链接</a></div></div>
<script>alert(1)</script><img src="https://example.com/x.png" onerror="alert(1)"><img src="data:image/png;base64,iVBORw0KGgo=">
<svg><script>1</script></svg><iframe src="//x"></iframe></b>`;
